//! Templates (模板): an empty workbook with a header for each figure that a scheme reads, for a sender to fill in.

use huoju_catalogue::{Catalogue, CatalogueError};
use huoju_model::Lang;
use huoju_table::write::{FileFormat, OutputColumn, OutputKind, WriteOptions, Writer};

use super::draft::by_way_of;
use crate::ProgrammeError;

/// The headers of a scheme's template: code and name of the enterprise, then each figure with the unit that offices
/// write it in, all as an import reads them.
pub fn headers(catalogue: &Catalogue, scheme: &str) -> Result<Vec<String>, CatalogueError> {
    let scheme = catalogue.scheme(scheme)?;
    let figures = scheme.inputs.iter().map(|input| {
        // Headers say 上年 and 前年; what lies further back is counted.
        let label = match input.earlier {
            0..=2 => input.label(Lang::Zh),
            earlier => format!("{}@-{earlier}", input.name.get(Lang::Zh)),
        };
        match catalogue.dictionary().get(&input.code).and_then(|indicator| indicator.amount()) {
            Some(amount) if amount.unit.symbol() == "元" => format!("{label}（万元）"),
            Some(amount) => format!("{label}（{}）", amount.unit.symbol()),
            None => label,
        }
    });
    Ok(["统一社会信用代码", "企业名称"].into_iter().map(str::to_owned).chain(figures).collect())
}

/// An empty workbook with these headers.
pub fn workbook(headers: &[String]) -> Result<Vec<u8>, ProgrammeError> {
    let column =
        |header: &String| OutputColumn { name: header.clone(), header: header.clone(), kind: OutputKind::Text };
    by_way_of("xlsx", |out| {
        let columns = headers.iter().map(column).collect();
        Writer::create(out, FileFormat::Xlsx, columns, WriteOptions::default())?.finish()
    })
}
