//! From the text of a scheme to exact, explained assessments over columns.
