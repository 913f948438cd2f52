//! A plan in brief as it is kept, and as it is worded in lists and files.

use huoju_model::{Lang, Text};
use huoju_scheme::diagnostic::Say;
use huoju_scheme::gap::{Brief, Figure, Lever, Levers, Motion, Move};
use serde_json::{Value, json};

/// `招聘科技人员 × 2`
pub fn times(step: &Move, lang: Lang) -> String {
    let title = step.title.get(lang);
    if step.steps > 1 { format!("{title} × {}", step.steps) } else { title.to_owned() }
}

/// `科技人员 6 人 → 8 人、职工总数 40 人 → 42 人`
pub fn moved(figures: &[Figure], lang: Lang) -> String {
    let figure =
        |figure: &Figure| format!("{} {} → {}", figure.name.get(lang), figure.from.get(lang), figure.to.get(lang));
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    figures.iter().map(figure).collect::<Vec<_>>().join(comma)
}

/// `招聘科技人员 × 2：科技人员 6 人 → 8 人；增加销售：销售收入 30 万元 → 40 万元`
pub fn planned(plan: &Brief, lang: Lang) -> String {
    let (colon, semicolon) = if lang == Lang::Zh { ("：", "；") } else { (": ", "; ") };
    let each = plan.moves.iter().map(|step| format!("{}{colon}{}", times(step, lang), moved(&step.figures, lang)));
    each.collect::<Vec<_>>().join(semicolon)
}

/// A plan as it is kept.
pub fn written(plan: &Brief) -> String {
    let figure = |figure: &Figure| {
        let Figure { code, name, from, to, by, amount } = figure;
        json!({
            "code": code, "name": text(name), "from": said(from), "to": said(to), "by": said(by),
            "amount": amount.map(|(from, to)| json!([from, to])),
        })
    };
    let moves = plan.moves.iter().map(|step| {
        json!({
            "lever": step.lever, "title": text(&step.title), "steps": step.steps, "cost": json!([step.cost.0, step.cost.1]),
            "figures": step.figures.iter().map(figure).collect::<Vec<_>>(),
        })
    });
    json!({ "cost": json!([plan.cost.0, plan.cost.1]), "moves": moves.collect::<Vec<_>>() }).to_string()
}

/// Reads a plan that was kept.
pub fn read(kept: &str) -> Option<Brief> {
    let plan: Value = serde_json::from_str(kept).ok()?;
    let moves = plan["moves"].as_array()?.iter().map(step).collect::<Option<_>>()?;
    Some(Brief { moves, cost: cost(&plan["cost"])? })
}

fn step(step: &Value) -> Option<Move> {
    Some(Move {
        lever: step["lever"].as_str()?.to_owned(),
        title: read_text(&step["title"])?,
        steps: u32::try_from(step["steps"].as_u64()?).ok()?,
        cost: cost(&step["cost"])?,
        figures: step["figures"].as_array()?.iter().map(figure).collect::<Option<_>>()?,
    })
}

fn figure(figure: &Value) -> Option<Figure> {
    let amount = &figure["amount"];
    Some(Figure {
        code: figure["code"].as_str()?.to_owned(),
        name: read_text(&figure["name"])?,
        from: read_said(&figure["from"])?,
        to: read_said(&figure["to"])?,
        by: read_said(&figure["by"])?,
        amount: amount[0].as_i64().zip(amount[1].as_i64()),
    })
}

fn cost(cost: &Value) -> Option<(u64, String)> {
    Some((cost[0].as_u64()?, cost[1].as_str()?.to_owned()))
}

fn text(text: &Text) -> Value {
    json!([text.get(Lang::Zh), text.get(Lang::En)])
}

fn read_text(text: &Value) -> Option<Text> {
    Some(Text::new(text[0].as_str()?, text[1].as_str()?))
}

fn said(say: &Say) -> Value {
    json!([say.zh, say.en])
}

fn read_said(say: &Value) -> Option<Say> {
    Some(Say::new(say[0].as_str()?, say[1].as_str()?))
}

/// Sentences as they are kept.
pub fn sentences(all: &[Say]) -> String {
    all.iter().map(said).collect::<Value>().to_string()
}

/// Reads sentences that were kept.
pub fn read_sentences(kept: &str) -> Vec<Say> {
    let kept: Value = serde_json::from_str(kept).unwrap_or_default();
    kept.as_array().map_or(&[] as &[Value], Vec::as_slice).iter().filter_map(read_said).collect()
}

/// What can be moved, as it is kept: with all that a plan depends on, so that other levers are another text.
pub fn levers(levers: &Levers) -> String {
    let moves = |lever: &Lever| -> Vec<Value> {
        let motion = |motion: &Motion| match motion {
            Motion::By(by) => json!(by),
            Motion::Set(fact) => json!(fact),
        };
        lever.moves.iter().map(|(code, by)| json!([code, motion(by)])).collect()
    };
    let list = levers.list.iter().map(|lever| {
        json!({
            "id": lever.id, "title": text(&lever.title), "moves": moves(lever), "most": lever.most, "cost": lever.cost,
        })
    });
    json!({ "unit": levers.unit.to_string(), "sample": levers.sample, "list": list.collect::<Vec<_>>() }).to_string()
}

/// The levers that were kept, id and title, and whether their costs are a sample.
pub fn read_levers(kept: &str) -> (Vec<(String, Text)>, bool) {
    let kept: Value = serde_json::from_str(kept).unwrap_or_default();
    let lever = |lever: &Value| Some((lever["id"].as_str()?.to_owned(), read_text(&lever["title"])?));
    let list = kept["list"].as_array().map_or(&[] as &[Value], Vec::as_slice);
    (list.iter().filter_map(lever).collect(), kept["sample"].as_bool().unwrap_or(true))
}
