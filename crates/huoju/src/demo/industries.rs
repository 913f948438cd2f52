//! The industries of the zone (GB/T 4754—2017) and what an enterprise of each is like. The figures are invented, in
//! proportions that look like a zone's: software is light and full of engineers, chips are heavy and spend on R&D.

/// What the enterprises of one class have in common.
#[derive(Debug)]
pub struct Industry {
    /// The class of GB/T 4754.
    pub code: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// What such enterprises call themselves.
    pub trade: &'static str,
    /// How many of 1,000 enterprises are of it.
    pub weight: u16,
    /// Sales a head, 万元.
    pub sales_per_head: f64,
    /// R&D of sales.
    pub rnd: f64,
    /// Sci-tech personnel of staff.
    pub tech: f64,
    /// Assets of sales.
    pub assets: f64,
    /// New class I IP rights in a year for 1,000 万元 of R&D.
    pub class_1: f64,
    /// New class II IP rights, likewise.
    pub class_2: f64,
    /// Whether its core technology lies in a state-supported field as a rule.
    pub supported: bool,
}

const fn industry(
    class: (&'static str, &'static str, &'static str),
    weight: u16,
    [sales_per_head, rnd, tech, assets]: [f64; 4],
    [class_1, class_2]: [f64; 2],
    supported: bool,
) -> Industry {
    let (code, name, trade) = class;
    Industry { code, name, trade, weight, sales_per_head, rnd, tech, assets, class_1, class_2, supported }
}

/// All of them.
pub const INDUSTRIES: [Industry; 23] = [
    industry(("6513", "应用软件开发", "软件"), 150, [48.0, 0.130, 0.52, 0.8], [0.3, 8.0], true),
    industry(("6531", "信息系统集成服务", "信息技术"), 90, [75.0, 0.080, 0.40, 0.7], [0.3, 6.0], true),
    industry(("6550", "信息处理和存储支持服务", "数据"), 50, [62.0, 0.110, 0.45, 1.1], [0.4, 6.0], true),
    industry(("3973", "集成电路制造", "微电子"), 30, [95.0, 0.180, 0.42, 1.6], [2.0, 2.0], true),
    industry(("3976", "光电子器件制造", "光电"), 40, [82.0, 0.090, 0.30, 1.3], [1.6, 3.5], true),
    industry(("3983", "敏感元件及传感器制造", "传感技术"), 40, [65.0, 0.095, 0.32, 1.1], [1.4, 4.0], true),
    industry(("3491", "工业机器人制造", "机器人"), 30, [80.0, 0.100, 0.35, 1.2], [1.3, 4.5], true),
    industry(("3841", "锂离子电池制造", "储能"), 30, [110.0, 0.065, 0.22, 1.3], [1.4, 3.5], true),
    industry(("3825", "光伏设备及元器件制造", "光能"), 25, [120.0, 0.050, 0.18, 1.2], [1.0, 3.0], true),
    industry(("4011", "工业自动控制系统装置制造", "自动化"), 60, [70.0, 0.080, 0.30, 1.0], [0.8, 4.5], true),
    industry(("2710", "化学药品原料药制造", "药业"), 20, [85.0, 0.085, 0.22, 1.5], [1.6, 1.2], true),
    industry(("2761", "生物药品制造", "生物技术"), 40, [55.0, 0.160, 0.40, 1.8], [1.4, 1.5], true),
    industry(("3581", "医疗诊断、监护及治疗设备制造", "医疗器械"), 50, [60.0, 0.090, 0.28, 1.1], [0.9, 4.5], true),
    industry(("2651", "初级形态塑料及合成树脂制造", "高分子材料"), 35, [115.0, 0.045, 0.17, 1.0], [1.2, 2.2], true),
    industry(("3240", "有色金属合金制造", "合金材料"), 30, [140.0, 0.040, 0.15, 1.0], [1.0, 2.4], true),
    industry(("3073", "特种陶瓷制品制造", "陶瓷材料"), 20, [60.0, 0.060, 0.20, 1.1], [1.2, 2.8], true),
    industry(("7320", "工程和技术研究和试验发展", "工程技术"), 50, [45.0, 0.170, 0.55, 0.9], [0.9, 3.0], true),
    industry(("7452", "检测服务", "检测技术"), 35, [38.0, 0.065, 0.35, 0.9], [0.5, 4.0], true),
    industry(("7721", "水污染治理", "环境科技"), 40, [70.0, 0.050, 0.22, 1.2], [0.7, 4.0], true),
    industry(("3484", "机械零部件加工", "精密机械"), 60, [58.0, 0.035, 0.14, 1.0], [0.4, 4.5], false),
    industry(("3670", "汽车零部件及配件制造", "汽车零部件"), 40, [85.0, 0.040, 0.15, 1.1], [0.7, 3.5], true),
    industry(("7330", "农业科学研究和试验发展", "农业科技"), 20, [35.0, 0.080, 0.30, 1.0], [0.7, 2.5], true),
    industry(("5179", "其他机械设备及电子产品批发", "机电设备"), 15, [160.0, 0.008, 0.06, 0.6], [0.1, 1.0], false),
];

/// The industry at this place of 0 up to 1, by weight.
pub fn at(share: f64) -> &'static Industry {
    let total: u32 = INDUSTRIES.iter().map(|industry| u32::from(industry.weight)).sum();
    let mut left = (share * f64::from(total)) as u32;
    for industry in &INDUSTRIES {
        match left.checked_sub(u32::from(industry.weight)) {
            Some(rest) => left = rest,
            None => return industry,
        }
    }
    &INDUSTRIES[INDUSTRIES.len() - 1]
}
