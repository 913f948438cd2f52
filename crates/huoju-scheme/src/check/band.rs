//! The bands (分档) of a measure: their edges, written low or high, and what each gives.
//!
//! Edges are unordered in the file, so no overlap can be written; upper ones are turned into lower ones here.

use std::ops::Range;

use huoju_model::Dimension;

use super::{Checker, heading};
use crate::diagnostic::Diagnostic;
use crate::expression::{self, Comparison};
use crate::ratio::Ratio;
use crate::read::{Spanned, Table, Value};
use crate::scheme::{Award, Band, Num};

impl Checker<'_, '_> {
    /// Bands, the highest first. Whether they leave a hole below is proven when the program is compiled.
    pub(super) fn bands(&mut self, table: &Table<'_, '_>, dimension: Dimension) -> Option<Vec<Band>> {
        let mut edges = Vec::new();
        let mut rest = None;
        let mut sound = true;
        for (key, value) in table.entries() {
            let award = self.award(&value);
            if let Some(Award::Points(points)) = award {
                self.dial(&key.value, points, value.span());
            }
            let edge = if key.value == "else" { None } else { self.edge(&key, dimension) };
            match (award, edge) {
                (Some(award), None) if key.value == "else" => rest = Some(award),
                (Some(award), Some((sign, at))) => {
                    edges.push(Edge { sign, at, label: key.value, span: key.span, award })
                }
                _ => sound = false,
            }
        }
        if table.entries().is_empty() {
            self.report(Diagnostic::error(heading(table), "没有一个分档", "there is no band"));
        }
        let upper = |edge: &Edge| matches!(edge.sign, Some(Comparison::Le | Comparison::Lt));
        let n_upper = edges.iter().filter(|edge| upper(edge)).count();
        if n_upper > 0 && n_upper < edges.len() {
            return self.mixed(table);
        }
        if edges.len() > 200 {
            self.report(Diagnostic::error(heading(table), "分档超过 200 个", "there are more than 200 bands"));
            return None;
        }
        // Where an edge stands both with and without itself, the one without lies higher.
        edges.sort_by(|a, b| b.at.cmp(&a.at).then(a.includes().cmp(&b.includes())));
        if let Some(pair) =
            edges.windows(2).find(|pair| pair[0].at == pair[1].at && pair[0].includes() == pair[1].includes())
        {
            return self.overlap(&pair[0], &pair[1]);
        }
        if !sound {
            return None;
        }
        if n_upper > 0 { self.upper_bands(table, edges, rest) } else { Some(lower_bands(edges, rest)) }
    }

    fn mixed<T>(&self, table: &Table<'_, '_>) -> Option<T> {
        self.report(
            Diagnostic::error(
                heading(table),
                "上限和下限混写，会有重叠或空档",
                "upper and lower edges are mixed, which leaves overlaps or holes",
            )
            .mend(
                "要么全写下限（\"5%\"、\"> 5%\"），要么全写上限（\"<= 5%\"）",
                "write all as lower edges or all as upper edges",
            ),
        );
        None
    }

    fn overlap<T>(&self, edge: &Edge, same: &Edge) -> Option<T> {
        self.report(
            Diagnostic::error(
                same.span.clone(),
                format!("`{}` 与 `{}` 是同一条边，分档重叠", same.label, edge.label),
                format!("`{}` and `{}` are the same edge: bands overlap", same.label, edge.label),
            )
            .mend("删去一个", "remove one"),
        );
        None
    }

    fn edge(&mut self, key: &Spanned<String>, dimension: Dimension) -> Option<(Option<Comparison>, Ratio)> {
        let plain = key.span.len() == key.value.len() + 2;
        let parsed = expression::parse_edge(&key.value, key.span.start + usize::from(plain));
        let (sign, node) = match parsed {
            Ok(parsed) => parsed,
            Err(finding) => {
                self.report(Diagnostic { span: key.span.clone(), ..finding });
                return None;
            }
        };
        let (num, found) = self.number(&node, 0)?;
        let Num::Const(value, _) = num else { return self.bad_edge(key) };
        if found != dimension {
            let unit = if dimension.is_none() { "%".to_owned() } else { dimension.to_string() };
            self.report(
                Diagnostic::error(
                    key.span.clone(),
                    format!("分档边 `{}` 的单位与度量（{unit}）不同", key.value),
                    format!("the edge `{}` is not in the measure's unit, {dimension}", key.value),
                )
                .mend(format!("改用 {unit} 一类的单位"), format!("use a unit like {unit}")),
            );
            return None;
        }
        if matches!(sign, Some(Comparison::Eq | Comparison::Ne)) {
            return self.bad_edge(key);
        }
        Some((sign, value))
    }

    fn bad_edge<T>(&self, key: &Spanned<String>) -> Option<T> {
        self.report(
            Diagnostic::error(
                key.span.clone(),
                format!("`{}` 不能作分档边", key.value),
                format!("`{}` can't be an edge", key.value),
            )
            .mend(
                "写 \"5%\"（含）、\"> 5%\"（不含）、\"<= 55%\"、\"< 5%\" 或 else",
                "write \"5%\", \"> 5%\", \"<= 55%\", \"< 5%\" or else",
            ),
        );
        None
    }

    fn award(&mut self, value: &Value<'_, '_, '_>) -> Option<Award> {
        if let Some(number) = value.number() {
            return self.points(number).map(Award::Points);
        }
        if let Some(list) = value.list() {
            let points: Vec<_> =
                list.iter().filter_map(Value::number).filter_map(|number| self.points(number)).collect();
            if let [lo, hi] = points[..]
                && lo <= hi
                && list.len() == 2
            {
                return Some(Award::Within(lo, hi));
            }
        }
        if let Some(table) = value.table() {
            let reason = table.name("silent");
            table.finish();
            if let Some(reason) = reason {
                return Some(Award::Silent(reason));
            }
        }
        self.report(
            Diagnostic::error(value.span(), "这一档给什么，读不懂", "what this band gives can't be read").mend(
                "写分值 20、区间 [7, 8] 或 { silent = \"办法未规定\" }",
                "write points 20, a range [7, 8] or { silent = \"…\" }",
            ),
        );
        None
    }

    /// Upper edges turned into lower ones: `"<= 55%" = 10, "<= 75%" = 5, else = 0` is 0 above 75 %, 5 above 55 %, 10 below.
    fn upper_bands(&self, table: &Table<'_, '_>, edges: Vec<Edge>, rest: Option<Award>) -> Option<Vec<Band>> {
        let Some(rest) = rest else {
            self.report(
                Diagnostic::error(
                    heading(table),
                    format!("高于 `{}` 的没有分档", edges[0].label),
                    format!("nothing takes what lies above `{}`", edges[0].label),
                )
                .mend(
                    "补上 else = 0，或 else = { silent = \"办法未规定\" }",
                    "add else = 0, or else = { silent = \"…\" }",
                ),
            );
            return None;
        };
        let mut bands = Vec::new();
        let mut award = rest;
        let sign = if edges[0].sign == Some(Comparison::Lt) { '≥' } else { '>' };
        let mut label = format!("{sign} {}", edges[0].label.trim_start_matches(['<', '=', ' ']));
        for edge in edges {
            let from = Some((edge.at, edge.sign == Some(Comparison::Lt)));
            bands.push(Band {
                from,
                label: std::mem::replace(&mut label, edge.label),
                award: std::mem::replace(&mut award, edge.award),
            });
        }
        bands.push(Band { from: None, label, award });
        Some(bands)
    }
}

/// An edge as it was written.
struct Edge {
    sign: Option<Comparison>,
    at: Ratio,
    label: String,
    span: Range<usize>,
    award: Award,
}

impl Edge {
    /// Whether the edge itself belongs to the band above it.
    fn includes(&self) -> bool {
        matches!(self.sign, None | Some(Comparison::Ge | Comparison::Lt))
    }
}

/// Lower edges, the highest first.
fn lower_bands(edges: Vec<Edge>, rest: Option<Award>) -> Vec<Band> {
    let mut bands: Vec<Band> = edges
        .into_iter()
        .map(|edge| Band { from: Some((edge.at, edge.includes())), label: edge.label, award: edge.award })
        .collect();
    bands.extend(rest.map(|award| Band { from: None, label: "else".into(), award }));
    bands
}
