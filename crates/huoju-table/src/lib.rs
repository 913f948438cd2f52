//! Reading and writing tables: workbooks, CSV and Parquet, with every refusal named.
