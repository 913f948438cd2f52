//! Made-up firms over three years for a scheme with many figures: those of 高新技术企业认定.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{Field, Schema};
use huoju_scheme::{Input, InputKind};

/// A column per input, one figure in two hundred blank; the points that experts give mostly lie high.
pub fn applicants(inputs: &[Input], n_rows: usize) -> RecordBatch {
    let mut stream = Stream(11);
    let firms: Vec<Firm> = (0..n_rows).map(|_| Firm::drawn(&mut stream)).collect();
    let columns = inputs.iter().map(|input| {
        let mut there = || stream.next(1, 200) > 1;
        let array: ArrayRef = match input.kind {
            InputKind::Fact { .. } => Arc::new(firms.iter().map(|_| there().then_some(true)).collect::<BooleanArray>()),
            InputKind::Date => Arc::new(firms.iter().map(|firm| there().then_some(firm.day)).collect::<Date32Array>()),
            InputKind::Word => Arc::new(firms.iter().map(|_| None::<&str>).collect::<StringArray>()),
            InputKind::Amount { bounds, .. } => {
                let figure = |firm: &Firm| firm.figure(input).clamp(bounds.0, bounds.1);
                Arc::new(firms.iter().map(|firm| there().then(|| figure(firm))).collect::<Int64Array>())
            }
        };
        (Field::new(input.column(), array.data_type().clone(), true), array)
    });
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..n_rows).map(|n| format!("E{n}"))));
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) =
        std::iter::once((Field::new("id", ids.data_type().clone(), false), ids)).chain(columns).unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("a population")
}

struct Stream(u64);

impl Stream {
    fn next(&mut self, least: i64, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + ((self.0 >> 33) as i64) % (most - least + 1)
    }
}

/// What a firm's figures are made of; money in hundredths of a yuan.
struct Firm {
    day: i32,
    staff: i64,
    sales: i64,
    /// In thousandths: sci-tech staff, R&D, what of it in China, high-tech revenue, debt, growth, experts' favour.
    shares: [i64; 7],
    assets: i64,
    few: i64,
}

impl Firm {
    fn drawn(stream: &mut Stream) -> Firm {
        Firm {
            day: 12_000 + stream.next(0, 7_900) as i32,
            staff: stream.next(5, 300),
            sales: stream.next(100, 30_000) * 1_000_000,
            shares: [(40, 400), (10, 90), (500, 1000), (400, 1000), (100, 900), (900, 1400), (700, 1000)]
                .map(|(least, most)| stream.next(least, most)),
            assets: stream.next(100, 25_000) * 1_000_000,
            few: stream.next(0, 6),
        }
    }

    fn figure(&self, input: &Input) -> i64 {
        let part = |of: i64, share: usize| of * self.shares[share] / 1000;
        // A year earlier everything was less by the same rate.
        let then = |of: i64| (0..input.earlier).fold(of, |of, _| of * 1000 / self.shares[5]);
        match input.code.as_str() {
            "headcount" => self.staff,
            "tech_staff" => part(self.staff, 0),
            "sales" | "total_income" => then(self.sales),
            "rnd" => part(then(self.sales), 1),
            "rnd_in_china" => part(part(then(self.sales), 1), 2),
            "hightech_revenue" => part(self.sales, 3),
            "assets" => then(self.assets),
            "liabilities" => part(then(self.assets), 4),
            "hnte_conversion" => part(30, 6),
            "hnte_ip_advanced" | "hnte_ip_core" | "hnte_ip_number" => part(8, 6),
            "hnte_org_system" | "hnte_org_body" | "hnte_ip_source" => part(6, 6),
            "hnte_org_transfer" | "hnte_org_talent" => part(4, 6),
            "hnte_growth_assets" | "hnte_growth_sales" => part(10, 6),
            _ => self.few,
        }
    }
}
