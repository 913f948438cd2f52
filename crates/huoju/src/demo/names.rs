//! Names, codes and addresses that exist nowhere: invented morphemes, a division that is assigned to nobody.

use std::collections::HashSet;

use huoju_model::subject::{CreditCode, CreditCodeWarning};

use crate::demo::chance::Chance;
use crate::demo::industries::Industry;

/// The zone.
pub const ZONE: &str = "云溪高新技术产业开发区";

const FIRST: [char; 40] = [
    '岚', '砺', '澈', '珩', '霁', '骞', '朔', '沅', '弈', '昀', '璟', '屹', '煦', '翎', '槿', '泓', '钧', '曜', '旻',
    '垚', '湛', '芃', '颢', '晖', '迩', '祺', '峤', '恺', '岱', '蔚', '柘', '澜', '琮', '阔', '笙', '彧', '沁', '蘅',
    '铮', '遥',
];
const SECOND: [char; 40] = [
    '拓', '微', '衡', '启', '芯', '象', '量', '谷', '联', '图', '维', '原', '擎', '造', '索', '川', '格', '驰', '策',
    '络', '序', '元', '合', '桥', '恒', '源', '界', '研', '度', '野', '承', '飞', '石', '方', '棱', '帆', '里', '岸',
    '禾', '尺',
];
const STREETS: [&str; 12] = [
    "创新大道",
    "研发一路",
    "研发二路",
    "孵化路",
    "星图街",
    "砺石路",
    "云溪大道",
    "月台街",
    "算谷路",
    "青禾路",
    "长桥街",
    "北岸路",
];
const PARKS: [&str; 6] = ["云溪软件园", "云溪光谷产业园", "云溪生物医药园", "云溪智造园", "云溪孵化器", "云溪加速器"];

/// Names that were given out, so that none is given twice by accident.
#[derive(Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// A name that no other enterprise has or had.
    pub fn new_name(&mut self, industry: &Industry, chance: &mut Chance) -> String {
        loop {
            let name = name(industry.trade, chance);
            if self.0.insert(name.clone()) {
                return name;
            }
        }
    }
}

fn name(trade: &str, chance: &mut Chance) -> String {
    let word: String = [chance.one_of(&FIRST), chance.one_of(&SECOND)].into_iter().collect();
    let form = if chance.happens(0.07) { "股份有限公司" } else { "有限公司" };
    if chance.happens(0.12) { format!("{word}（云溪）{trade}{form}") } else { format!("云溪{word}{trade}{form}") }
}

/// The credit code of the `n`th enterprise: class 91, division 999901, and both check characters right.
pub fn credit_code(n: usize) -> String {
    let mut code: Vec<char> = format!("91999901YX{n:06}00").chars().collect();
    // The first round mends the organisation's check, the second the check over all, which covers it.
    for _ in 0..2 {
        let draft: String = code.iter().collect();
        let warnings = CreditCode::parse(&draft).map(|(_, warnings)| warnings).unwrap_or_default();
        for warning in warnings {
            let (place, expected) = match warning {
                CreditCodeWarning::Organisation { expected, .. } => (16, expected),
                CreditCodeWarning::Check { expected, .. } => (17, expected),
            };
            code[place] = expected;
        }
    }
    code.into_iter().collect()
}

/// An address in the zone.
pub fn address(chance: &mut Chance) -> String {
    let street = chance.one_of(&STREETS);
    let number = chance.whole(1, 288);
    if chance.happens(0.45) {
        let (park, building) = (chance.one_of(&PARKS), chance.whole(1, 18));
        let room = chance.whole(1, 22) * 100 + chance.whole(1, 16);
        return format!("{ZONE}{street}{number}号{park}{building}栋{room}室");
    }
    format!("{ZONE}{street}{number}号")
}

/// An address elsewhere in the city: registered in the zone, working there, or the other way round.
pub fn address_elsewhere(chance: &mut Chance) -> String {
    let district = chance.one_of(&["东湾区", "南麓区", "石桥县", "临江新区"]);
    let (street, number) = (chance.one_of(&STREETS), chance.whole(1, 400));
    format!("云溪市{district}{street}{number}号")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_passes_both_checks() {
        for n in 0..3000 {
            let code = credit_code(n);
            assert!(code.starts_with("91999901YX"));
            let (read, warnings) = CreditCode::parse(&code).expect("a credit code");
            assert_eq!((read.as_str(), warnings), (code.as_str(), vec![]));
        }
    }
}
