//! Groups (类): the headings of a document over gates or criteria that stand together, with the points under each.

use std::collections::HashSet;
use std::ops::Range;

use super::{Checker, Totals, heading};
use crate::diagnostic::{Diagnostic, nearest};
use crate::read::{Spanned, Table};
use crate::scheme::{Criterion, Gate, Group, Points};

/// A group before it is known what stands under it.
pub(super) struct Draft {
    group: Group,
    declared: Option<Spanned<Points>>,
    place: Range<usize>,
}

impl Checker<'_, '_> {
    /// The `[[group]]` tables.
    pub(super) fn group_drafts(&self, root: &Table<'_, '_>) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        for table in root.tables("group") {
            let id = table.required_text("id", "innovation");
            if drafts.iter().any(|draft| draft.group.id == id.value) {
                let (zh, en) = (format!("类 `{}` 重复", id.value), format!("the group `{}` stands twice", id.value));
                self.report(Diagnostic::error(id.span, zh, en).mend("换一个编号", "take another id"));
            }
            let (title, clause) = (self.titled(&table, "title"), self.clause(&table));
            let total = table.number("total");
            let declared = total.and_then(|number| {
                let span = number.span.clone();
                self.points(number).map(|points| Spanned::new(points, span))
            });
            table.finish();
            let total = declared.as_ref().map(|declared| declared.span.clone());
            let group = Group { id: id.value, title, clause, max: None, total };
            drafts.push(Draft { group, declared, place: heading(&table) });
        }
        drafts
    }

    /// The group that a gate or a criterion names.
    pub(super) fn group_of(&mut self, table: &Table<'_, '_>) -> Option<usize> {
        let named = table.text("group")?;
        let place = self.groups.iter().position(|draft| draft.group.id == named.value);
        if place.is_none() {
            self.has_strays = true;
            let name = &named.value;
            let finding =
                Diagnostic::error(named.span, format!("没有叫 `{name}` 的类"), format!("no group is called `{name}`"));
            self.report(match nearest(name, self.groups.iter().map(|draft| draft.group.id.as_str())) {
                Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
                None => finding.mend("用 [[group]] 写明这一类", "describe it in a [[group]]"),
            });
        }
        place
    }

    /// The groups with what stands under them, which must stand together and give the points that are declared. Where
    /// something names none of them, what else is wrong may be for its sake, and isn't said.
    pub(super) fn grouped(&mut self, gates: &[Gate], criteria: &[Criterion]) -> Vec<Group> {
        if self.has_strays {
            return Vec::new();
        }
        self.together(gates.iter().map(|gate| (gate.group, &gate.place)));
        self.together(criteria.iter().map(|criterion| (criterion.group, &criterion.item.place)));
        let drafts = std::mem::take(&mut self.groups);
        drafts.into_iter().enumerate().map(|(at, draft)| self.group(at, draft, gates, criteria)).collect()
    }

    fn group(&self, at: usize, draft: Draft, gates: &[Gate], criteria: &[Criterion]) -> Group {
        let over_gates = gates.iter().any(|gate| gate.group == Some(at));
        let members: Vec<&Criterion> = criteria.iter().filter(|criterion| criterion.group == Some(at)).collect();
        let max = Points(members.iter().map(|criterion| criterion.item.max.0).sum());
        let found = draft.misplaced(over_gates, !members.is_empty());
        if let Some(found) = found.or_else(|| self.other_total(&draft, &members, max)) {
            self.report(found);
        }
        Group { max: (!members.is_empty()).then_some(max), ..draft.group }
    }

    /// A declared total that is not what the group's criteria give.
    fn other_total(&self, draft: &Draft, members: &[&Criterion], max: Points) -> Option<Diagnostic> {
        let (declared, id) = (draft.declared.as_ref()?, &draft.group.id);
        if members.is_empty() {
            let (zh, en) = (format!("类 `{id}` 的门槛不计分"), format!("the gates of the group `{id}` give no points"));
            return Some(Diagnostic::error(declared.span.clone(), zh, en).mend("删去 total", "leave `total` out"));
        }
        if self.totals == Totals::Follow || declared.value == max {
            return None;
        }
        let each = |criterion: &&Criterion| format!("{} {}", criterion.title.zh, criterion.item.max);
        let (total, parts) = (declared.value, members.iter().map(each).collect::<Vec<_>>().join(" + "));
        let zh = format!("类 `{id}` 声明 {total} 分，各项满分合计 {max}（{parts}）");
        let en = format!("the group `{id}` declares {total} points, its criteria's maxima add up to {max}");
        let mend = ("核对各分档的最高分和这一类的分", "check the bands' highest points and the group's");
        Some(Diagnostic::error(declared.span.clone(), zh, en).mend(mend.0, mend.1))
    }

    /// What is of one group stands together, and where groups begin, all that follows is of one: a reader takes what
    /// stands under a heading to belong to it.
    fn together<'m>(&self, members: impl Iterator<Item = (Option<usize>, &'m Range<usize>)>) {
        let (mut last, mut seen) = (None, HashSet::new());
        for (group, place) in members {
            if group == last {
                continue;
            }
            let (what, mend) = match group {
                Some(at) if !seen.insert(at) => {
                    let id = &self.groups[at].group.id;
                    let zh = format!("类 `{id}` 的各项没有写在一起");
                    let en = format!("the members of the group `{id}` don't stand together");
                    ((zh, en), ("把这一项挪到同类的后面", "move this one behind the others"))
                }
                None => {
                    let zh = "前面的归了类，这一项没有归".to_owned();
                    let en = "those before it are of a group, this one isn't".to_owned();
                    ((zh, en), ("写上 group，或挪到各类之前", "give it a group, or move it before them"))
                }
                Some(_) => {
                    last = group;
                    continue;
                }
            };
            self.report(Diagnostic::error(place.clone(), what.0, what.1).mend(mend.0, mend.1));
            last = group;
        }
    }
}

impl Draft {
    /// A heading over nothing, or over both.
    fn misplaced(&self, over_gates: bool, over_criteria: bool) -> Option<Diagnostic> {
        let id = &self.group.id;
        let (zh, en) = match (over_gates, over_criteria) {
            (false, false) => {
                (format!("类 `{id}` 下面没有门槛，也没有评价项"), format!("nothing stands under the group `{id}`"))
            }
            (true, true) => (
                format!("类 `{id}` 下面既有门槛又有评价项"),
                format!("gates and criteria stand under the group `{id}`"),
            ),
            _ => return None,
        };
        let mend = match over_gates {
            true => ("分成两类", "make two groups of it"),
            false => ("在它的各项里写 group，或删去这一类", "name it as `group` in its members, or leave it out"),
        };
        Some(Diagnostic::error(self.place.clone(), zh, en).mend(mend.0, mend.1))
    }
}
