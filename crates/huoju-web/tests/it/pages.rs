//! What holds for every page.

use std::collections::BTreeSet;

use huoju_model::Lang;

use crate::samples::{self, Shown};

fn both() -> Vec<Shown> {
    [Lang::Zh, Lang::En].into_iter().flat_map(samples::all).collect()
}

#[test]
fn no_page_has_inline_style_script_or_handler_or_reaches_outside() {
    for page in both() {
        for banned in
            [" style=", "<style", "javascript:", " onclick", " onload", "href=\"http", "src=\"http", "<script>"]
        {
            assert!(!page.html.contains(banned), "{} has {banned}", page.name);
        }
    }
}

#[test]
fn every_posting_form_carries_the_token() {
    for page in both() {
        for form in page.html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            if form.contains("method=\"post\"") {
                assert!(form.contains("name=\"csrf\" value=\"b2f0c6\""), "{}: {form}", page.name);
            }
        }
    }
}

#[test]
fn every_field_has_a_label_and_ids_are_unique() {
    for page in both() {
        let ids: Vec<&str> = page.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{} repeats an id: {ids:?}", page.name);
        for label in page.html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&label), "{}: a label for `{label}`, which isn't there", page.name);
        }
    }
}

#[test]
fn every_class_stands_in_the_stylesheet() {
    let css = String::from_utf8_lossy(&samples::loaded()[0].plain).into_owned();
    let mut strange = BTreeSet::new();
    for page in both() {
        for classes in page.html.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            for class in classes.split_whitespace().filter(|class| !css.contains(&format!(".{class}"))) {
                strange.insert(class.to_owned());
            }
        }
    }
    // Names without rules of their own: hooks for the reader of the markup.
    let plain: BTreeSet<String> = ["first", "hj-mast", "t1", "hj-aside"].map(str::to_owned).into();
    assert_eq!(strange.difference(&plain).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn an_english_page_has_no_chinese_words_of_its_own() {
    // What is in both languages' pages is data; words are in one only.
    let zh = samples::all(Lang::Zh);
    for (english, chinese) in samples::all(Lang::En).iter().zip(&zh) {
        assert_ne!(english.html, chinese.html, "{}", english.name);
        assert!(english.html.contains("<html lang=\"en\">") && chinese.html.contains("<html lang=\"zh-CN\">"));
        for page in [english, chinese] {
            assert!(!page.html.contains("room-") && !page.html.contains("own-pass"), "{}: a key shows", page.name);
        }
    }
}

#[test]
fn what_others_wrote_is_escaped() {
    use askama::Template as _;
    let frame = samples::at(Lang::Zh, huoju_web::view::Room::Subjects, "<script>alert(1)</script>");
    let page = huoju_web::view::subject::SubjectPage { frame, ..Default::default() };
    let html = page.render().expect("a page renders");
    assert!(!html.contains("<script>alert") && html.contains("&#60;script&#62;"), "{html}");
}

#[test]
fn a_figure_answers_its_three_questions_without_scripts() {
    let pages = samples::all(Lang::Zh);
    let subject = pages.iter().find(|page| page.name == "subject").expect("the subject's page");
    let open = subject.html.split("<summary>29.07%</summary>").nth(1).expect("the figure opens");
    let answers = open.split("</details>").next().unwrap_or_default();
    for said in [
        "从哪来",
        "预缴申报2025.xlsx › 企业 › F37",
        "第 41 批",
        "行政共享",
        "初报",
        "依何规",
        "25 × 100 ≥ 25 × 86",
        "第七条1",
        "如何变",
    ] {
        assert!(answers.contains(said), "the answers lack {said}: {answers}");
    }
}

#[test]
fn a_page_stays_light() {
    for page in both() {
        assert!(page.html.len() < 60 * 1024, "{} has {} bytes", page.name, page.html.len());
    }
}
