//! Names made comparable: one key for the same name however it is typed, and the initials of its pinyin.

use pinyin::ToPinyin;

/// The key by which names are compared: half width, lower case, without spaces; the kinds of brackets and dots are one.
/// Two names of one key are the same as typed by two hands; nothing is left out of a name to make them so.
pub fn key(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{feff}' && *c != '\u{200b}')
        .map(plain)
        .flat_map(char::to_lowercase)
        .collect()
}

fn plain(c: char) -> char {
    match c {
        '〔' | '【' | '［' | '﹙' => '(',
        '〕' | '】' | '］' | '﹚' => ')',
        '•' | '・' | '‧' | '∙' => '·',
        '—' | '–' | '－' | '―' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// The initials of a name's pinyin, other letters and digits as they stand: 云溪砺行（A）→ `yxlxa`.
pub fn initials(name: &str) -> String {
    key(name).chars().filter_map(initial).collect()
}

fn initial(c: char) -> Option<char> {
    match c.to_pinyin() {
        Some(pinyin) => pinyin.plain().chars().next(),
        None => c.is_ascii_alphanumeric().then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_typed_by_two_hands_has_one_key() {
        for typed in ["云溪砺行（上海）有限公司", " 云溪砺行(上海) 有限公司", "云溪砺行【上海】有限公司\u{feff}"]
        {
            assert_eq!(key(typed), "云溪砺行(上海)有限公司");
        }
        assert_eq!(key("ＡＢＣ科技"), "abc科技");
    }

    #[test]
    fn nothing_is_left_out_of_a_name() {
        assert_ne!(key("云溪砺行有限公司"), key("云溪砺行股份有限公司"));
        assert_ne!(key("云溪(一)公司"), key("云溪一公司"));
    }

    #[test]
    fn a_name_is_found_by_the_initials_of_its_pinyin() {
        assert_eq!(initials("杭州高新区"), "hzgxq");
        assert_eq!(initials("云溪砺行（A2）传感"), "yxlxa2cg");
    }
}
