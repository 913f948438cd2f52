//! The points of an item whose first arm that holds counts, from where a subject stands.

use super::model::Part;
use super::stand::{Stand, Want};
use super::way::Way;
use crate::program::{ItemCode, ItemCodeKind, Reg};

/// An arm and when it applies.
type Arm = (Option<Reg>, Option<ItemCode>);

impl Stand<'_> {
    /// Each arm at the cost of passing by those before it; what can't be told whether it applies may yet apply. Only
    /// `known` points count where another arm that stays open has to give the same.
    pub(super) fn arms(&mut self, arms: &[Arm], parts: &[Option<Part<'_>>], enough: i64, known: bool) -> Option<()> {
        let (mut passed, has_last) = (Way::FREE, arms.last().is_some_and(|(when, _)| when.is_none()));
        for (at, ((when, _), part)) in arms.iter().zip(parts).enumerate() {
            let start = self.levels.len();
            if has_last && when.map_or(Some(false), |when| self.stays_open(when))? {
                self.agreed(part.as_ref(), (&arms[at + 1..], &parts[at + 1..]), enough)?;
                self.after(start, &passed);
                break;
            }
            let may = when.map_or(Some(Way::FREE), |when| self.truth(when, Want::NotFalse))?;
            let open = self.ways.and(&may, &passed);
            if let Some(part) = part.as_ref().filter(|_| !open.is_never()) {
                self.arm(part, enough, known)?;
                self.after(start, &open);
            }
            let Some(when) = when else { break };
            let left = self.truth(*when, Want::NotTrue)?;
            passed = self.ways.and(&passed, &left);
            if passed.is_never() {
                break;
            }
        }
        Some(())
    }

    /// An arm that stays open and those after it, of which one always applies: their points count where they are the
    /// same, and else none do.
    fn agreed(
        &mut self,
        part: Option<&Part<'_>>,
        (arms, parts): (&[Arm], &[Option<Part<'_>>]),
        enough: i64,
    ) -> Option<()> {
        let start = self.levels.len();
        part.map_or(Some(()), |part| self.arm(part, enough, true))?;
        let middle = self.levels.len();
        self.arms(arms, parts, enough, true)?;
        self.pairs(start, middle, i64::min);
        Some(())
    }

    fn arm(&mut self, part: &Part<'_>, enough: i64, known: bool) -> Option<()> {
        match (&part.item.kind, part.fixed) {
            (_, Some(fixed)) if known && self.base.fixed[fixed].missing[self.base.row] != 0 => Some(()),
            (ItemCodeKind::Banded { value, band, awards, given, undefined }, None) if known => {
                self.banded(part, (value, *band), awards, (*given, *undefined), enough, true)
            }
            _ => self.each_level(part, true, enough),
        }
    }
}
