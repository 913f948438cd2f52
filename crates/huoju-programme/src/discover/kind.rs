//! As what a file is imported (导入种类), and which columns are looked for in it besides the indicators.

use huoju_catalogue::Catalogue;
use huoju_model::{Category, Dictionary, Indicator, Text};

/// As what a file is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// 指标: figures of enterprises, by code.
    #[default]
    Figures,
    /// 登记: who there is, with former names, and where they belong.
    Register,
    /// 名单: who holds a title, mostly by name only.
    Titles,
    /// 负面清单: who is on a list of misconduct, mostly by name only.
    Negatives,
    /// 公报: figures of zones and the nation, a row a figure.
    Bulletin,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 5] = [Kind::Register, Kind::Figures, Kind::Titles, Kind::Negatives, Kind::Bulletin];

    /// The word of commands, files and batches.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Figures => "figures",
            Kind::Register => "register",
            Kind::Titles => "titles",
            Kind::Negatives => "negatives",
            Kind::Bulletin => "bulletin",
        }
    }

    /// The word that offices use.
    pub fn zh(self) -> &'static str {
        match self {
            Kind::Figures => "指标",
            Kind::Register => "登记",
            Kind::Titles => "资格名单",
            Kind::Negatives => "负面清单",
            Kind::Bulletin => "公报",
        }
    }

    /// Reads [`code`](Self::code) or [`zh`](Self::zh) back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == word || kind.zh() == word)
    }

    /// Whether one subject may stand in several rows.
    pub(super) fn may_repeat_subjects(self) -> bool {
        matches!(self, Kind::Titles | Kind::Negatives | Kind::Bulletin)
    }

    /// The columns that are looked for.
    pub(super) fn dictionary(self, catalogue: &Catalogue) -> Dictionary {
        match self {
            Kind::Figures => catalogue.dictionary().clone(),
            Kind::Register => joined(REGISTER, catalogue.dictionary()),
            Kind::Titles => joined(TITLES, &Dictionary::new()),
            Kind::Negatives => joined(NEGATIVES, &Dictionary::new()),
            Kind::Bulletin => joined(BULLETIN, &Dictionary::new()),
        }
    }
}

/// Columns that tell who a subject is, by the field they are read into. They are no indicators: nothing assesses by them.
pub(super) mod column {
    pub const SUBJECT_KIND: &str = "_subject_kind";
    pub const FORMER: &str = "_former_names";
    pub const RENAMED: &str = "_renamed_on";
    pub const ZONE: &str = "_zone";
    pub const WORKS_IN: &str = "_works_in";
    pub const CARRIER: &str = "_carrier";
    pub const SINCE: &str = "_member_since";
    pub const MERGED: &str = "_merged_into";
    pub const NUMBER: &str = "_number";
    pub const BATCH: &str = "_batch";
    pub const GRANTED: &str = "_granted_on";
    pub const UNTIL: &str = "_valid_to";
    pub const REASON: &str = "_reason";
    pub const LISTED_ON: &str = "_listed_on";
}

use column as c;

type Column = (&'static str, Holds, &'static [&'static str]);

/// What the cells of a column hold.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Day,
    SubjectKind,
}

const REGISTER: &[Column] = &[
    (c::SUBJECT_KIND, Holds::SubjectKind, &["主体类别", "主体类型"]),
    (c::FORMER, Holds::Text, &["曾用名", "曾用名称", "原名称", "更名前名称"]),
    (c::RENAMED, Holds::Text, &["更名日期", "更名时间", "名称变更日期"]),
    (c::ZONE, Holds::Text, &["所属高新区", "所属园区", "注册地所在高新区", "注册园区"]),
    (c::WORKS_IN, Holds::Text, &["经营地所在高新区", "经营园区"]),
    (c::CARRIER, Holds::Text, &["所在载体", "孵化载体", "所在孵化器"]),
    (c::SINCE, Holds::Day, &["入园日期", "入园时间", "入驻日期"]),
    (c::MERGED, Holds::Text, &["被合并至", "合并后主体代码", "吸收合并方代码", "承继主体代码"]),
];
const TITLES: &[Column] = &[
    (c::NUMBER, Holds::Text, &["证书编号", "证书号", "入库编号", "入库登记编号", "登记编号", "认定编号"]),
    (c::BATCH, Holds::Text, &["批次", "公告批次", "认定批次", "入库批次"]),
    (c::GRANTED, Holds::Day, &["公告日期", "发证日期", "发证时间", "认定日期", "认定时间", "入库日期", "公布日期"]),
    (c::UNTIL, Holds::Day, &["有效期至", "有效期截止", "有效期截止日期", "到期日期", "有效期止"]),
];
const NEGATIVES: &[Column] = &[
    (c::REASON, Holds::Text, &["列入原因", "列入事由", "失信行为", "处罚事由", "违法事实"]),
    (c::LISTED_ON, Holds::Day, &["列入日期", "列入时间", "公告日期", "公布日期", "处罚日期", "处罚决定日期"]),
];

/// Of a bulletin's figure, by the words of its header.
pub(super) mod figure {
    pub const ID: &str = "_figure_id";
    pub const ARTICLE: &str = "_figure_article";
    pub const KIND: &str = "_figure_of_kind";
    pub const ZONE: &str = "_figure_zone";
    pub const NAME: &str = "_figure_name";
    pub const INDICATOR: &str = "_figure_indicator";
    pub const PERIOD: &str = "_figure_period";
    pub const STATISTIC: &str = "_figure_statistic";
    pub const VALUE: &str = "_figure_value";
    pub const UNIT: &str = "_figure_unit";
    pub const QUALIFIER: &str = "_figure_qualifier";
    pub const BASE: &str = "_figure_base";
    pub const NOTE: &str = "_figure_note";
}

use figure as f;

const BULLETIN: &[Column] = &[
    (f::ID, Holds::Text, &["id", "编号"]),
    (f::ARTICLE, Holds::Text, &["article", "文章"]),
    (f::KIND, Holds::Text, &["kind", "主体类别"]),
    (f::ZONE, Holds::Text, &["zone", "所属高新区"]),
    (f::NAME, Holds::Text, &["name", "指标名称"]),
    (f::INDICATOR, Holds::Text, &["indicator", "指标"]),
    (f::PERIOD, Holds::Text, &["period", "所属期"]),
    (f::STATISTIC, Holds::Text, &["statistic", "统计量"]),
    (f::VALUE, Holds::Text, &["value", "数值"]),
    (f::UNIT, Holds::Text, &["unit", "计量单位", "单位"]),
    (f::QUALIFIER, Holds::Text, &["qualifier", "修饰"]),
    (f::BASE, Holds::Text, &["base_period", "基期"]),
    (f::NOTE, Holds::Text, &["note", "备注"]),
];

/// The kinds of subjects: the store's word, and how files write it.
pub(super) const SUBJECT_KINDS: [(&str, &[&str]); 7] = [
    ("enterprise", &["企业", "公司"]),
    ("zone", &["高新区", "园区"]),
    ("nation", &["全国"]),
    ("carrier", &["载体", "孵化器", "加速器", "众创空间"]),
    ("project", &["项目"]),
    ("competition", &["赛事"]),
    ("other", &["其他", "机构"]),
];

/// A file's own columns first: where an indicator of a pack has the same header, the column is meant.
fn joined(own: &[Column], indicators: &Dictionary) -> Dictionary {
    let mut dictionary = Dictionary::new();
    for indicator in own.iter().map(indicator).chain(indicators.iter().cloned()) {
        let _taken_already = dictionary.add(indicator);
    }
    dictionary
}

fn indicator((code, holds, headers): &Column) -> Indicator {
    let kind = match holds {
        Holds::Text => huoju_model::Kind::Text,
        Holds::Day => huoju_model::Kind::Date,
        Holds::SubjectKind => huoju_model::Kind::Category(SUBJECT_KINDS.iter().map(category).collect()),
    };
    let (first, also) = headers.split_first().unwrap_or((code, &[]));
    let also = also.iter().map(|&header| header.to_owned()).collect();
    Indicator {
        code: (*code).to_owned(),
        name: Text::zh(*first),
        also,
        kind,
        source: None,
        note: None,
        title: None,
        ends: Vec::new(),
    }
}

fn category((code, words): &(&str, &[&str])) -> Category {
    let (name, also) = words.split_first().unwrap_or((code, &[]));
    let also = also.iter().chain([code]).map(|&word| word.to_owned()).collect();
    Category { name: (*name).to_owned(), also }
}
