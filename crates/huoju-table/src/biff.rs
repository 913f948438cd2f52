//! `.xls` (BIFF8): sheets, texts and values. Formulas are read for their last value, everything else is passed over.
//!
//! Read here and not by calamine, whose reader of this format panics on many damaged files.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::cell::Cell;
use crate::compound;
use crate::date;
use crate::workbook::{Budget, Rows, SheetRow, sorted};

/// An `.xls` workbook.
pub(crate) struct OldBook {
    stream: Vec<u8>,
    sheets: Vec<OldSheet>,
    strings: Vec<String>,
    /// Whether each cell format is a day's.
    days: Vec<bool>,
    epoch_1904: bool,
}

struct OldSheet {
    name: String,
    visible: bool,
    at: usize,
}

/// A record and those that continue it.
struct Record<'s> {
    id: u16,
    segments: Vec<&'s [u8]>,
}

const CONTINUE: u16 = 0x003c;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

impl OldBook {
    pub fn open(bytes: Vec<u8>) -> Result<Self, String> {
        let stream = compound::workbook(bytes).ok_or("no workbook in it, or its chains of sectors are broken")?;
        let mut book = OldBook {
            stream: Vec::new(),
            sheets: Vec::new(),
            strings: Vec::new(),
            days: Vec::new(),
            epoch_1904: false,
        };
        let mut formats: HashMap<u16, bool> = HashMap::new();
        for record in Records::new(&stream, 0) {
            let mut text = record.reader();
            match record.id {
                BEGIN if record.u16(0) != Some(0x0600) => return Err("older than Excel 97; save it as .xlsx".into()),
                0x002f => return Err("under a password; take it off".into()),
                0x0022 => book.epoch_1904 = record.u16(0) == Some(1),
                0x0085 => book.sheets.extend(sheet(&record)),
                0x00e0 => {
                    let format = record.u16(2).unwrap_or(0);
                    book.days.push(formats.get(&format).copied().unwrap_or_else(|| is_built_in_day(format)));
                }
                0x041e => {
                    if let Some(format) = text.u16().zip(text.counted()) {
                        formats.insert(format.0, is_day(&format.1));
                    }
                }
                0x00fc => book.strings = strings(&mut text),
                END => break,
                _ => {}
            }
        }
        book.stream = stream;
        Ok(book)
    }

    /// Names, and whether a sheet is shown.
    pub fn sheets(&self) -> Vec<(String, bool)> {
        self.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect()
    }

    pub fn epoch_1904(&self) -> bool {
        self.epoch_1904
    }

    /// The sheet's rows, or the first `limit` of them.
    pub fn rows(&self, name: &str, limit: Option<usize>) -> Result<Rows, String> {
        let sheet = self.sheets.iter().find(|sheet| sheet.name == name).ok_or("no such sheet")?;
        let mut rows: BTreeMap<u16, SheetRow> = BTreeMap::new();
        let mut budget = Budget::default();
        let (mut depth, mut formula) = (0, None);
        for record in Records::new(&self.stream, sheet.at) {
            match record.id {
                BEGIN => depth += 1,
                END => depth -= 1,
                _ => {}
            }
            if depth <= 0 {
                break;
            }
            if depth > 1 {
                continue; // A chart within the sheet.
            }
            for (row, column, cell) in self.cells(&record, &mut formula) {
                if let Cell::Text(text) = &cell {
                    budget.take(text.len())?;
                }
                if cell.is_blank() {
                    continue;
                }
                if limit.is_some_and(|limit| rows.len() > limit && !rows.contains_key(&row)) {
                    return Ok(rows.into_values().map(sorted).take(limit.unwrap_or(0)).collect());
                }
                let entry = rows.entry(row);
                let entry = entry.or_insert_with(|| SheetRow { number: u64::from(row) + 1, cells: Vec::new() });
                entry.cells.push((usize::from(column), cell));
            }
        }
        Ok(rows.into_values().map(sorted).take(limit.unwrap_or(usize::MAX)).collect())
    }

    /// The cells of a record; `formula` is the place of one whose text the next record holds.
    fn cells(&self, record: &Record<'_>, formula: &mut Option<(u16, u16)>) -> Vec<(u16, u16, Cell<'static>)> {
        let one = |cell: Option<Cell<'static>>| {
            let place = record.u16(0).zip(record.u16(2));
            place.zip(cell).map(|((row, column), cell)| (row, column, cell)).into_iter().collect()
        };
        match record.id {
            0x0203 => one(record.f64(6).map(|number| self.number(number, record.u16(4)))),
            0x027e => one(record.u32(6).map(|rk| self.number(rk_number(rk), record.u16(4)))),
            0x00bd => self.many(record).unwrap_or_default(),
            0x00fd => one(record.u32(6).and_then(|index| self.strings.get(index as usize)).map(|text| owned(text))),
            0x0204 | 0x00d6 => {
                let mut reader = record.reader();
                reader.skip(6);
                one(reader.counted().map(|text| owned(&text)))
            }
            0x0205 => one(record.u8(6).zip(record.u8(7)).map(|(value, error)| truth(value, error != 0))),
            0x0006 => {
                let value = record.value(6);
                *formula = record.u16(0).zip(record.u16(2)).filter(|_| matches!(value, Some([0, .., 0xff, 0xff])));
                one(value.and_then(|value| self.formula(value, record.u16(4))))
            }
            0x0207 => {
                let cell = record.reader().counted().map(|text| owned(&text));
                formula.take().zip(cell).map(|((row, column), cell)| (row, column, cell)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn many(&self, record: &Record<'_>) -> Option<Vec<(u16, u16, Cell<'static>)>> {
        let (row, first) = (record.u16(0)?, record.u16(2)?);
        let n = record.segments.first()?.len().checked_sub(6)? / 6;
        let cell = |i: usize| {
            let number = rk_number(record.u32(6 + 6 * i)?);
            let column = first.checked_add(u16::try_from(i).ok()?)?;
            Some((row, column, self.number(number, record.u16(4 + 6 * i))))
        };
        (0..n).map(cell).collect()
    }

    fn number(&self, number: f64, format: Option<u16>) -> Cell<'static> {
        let is_day = format.and_then(|format| self.days.get(usize::from(format))).copied().unwrap_or(false);
        let day = if is_day { date::serial(number, self.epoch_1904) } else { None };
        day.map_or(Cell::Number(number), Cell::Date)
    }

    fn formula(&self, value: [u8; 8], format: Option<u16>) -> Option<Cell<'static>> {
        match value {
            [1, _, truth, .., 0xff, 0xff] => Some(Cell::Bool(truth != 0)),
            [2, _, error, .., 0xff, 0xff] => Some(truth(error, true)),
            [.., 0xff, 0xff] => None,
            number => Some(self.number(f64::from_le_bytes(number), format)),
        }
    }
}

fn owned(text: &str) -> Cell<'static> {
    Cell::text(Cow::Borrowed(text)).owned()
}

fn truth(value: u8, is_error: bool) -> Cell<'static> {
    if !is_error {
        return Cell::Bool(value != 0);
    }
    Cell::Error(Cow::Borrowed(match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }))
}

/// A number packed in 30 bits.
fn rk_number(rk: u32) -> f64 {
    let number =
        if rk & 2 != 0 { f64::from((rk as i32) >> 2) } else { f64::from_bits(u64::from(rk & 0xffff_fffc) << 32) };
    if rk & 1 != 0 { number / 100.0 } else { number }
}

/// Whether a built-in format shows a day; those from 27 are Chinese.
fn is_built_in_day(format: u16) -> bool {
    matches!(format, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format of one's own shows a day: y or d outside quotes and brackets.
fn is_day(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    format.split(';').next().unwrap_or_default().chars().any(|c| {
        let plain = !quoted && !bracketed && !escaped;
        escaped = plain && matches!(c, '\\' | '_' | '*');
        match c {
            '"' if !bracketed => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ => {}
        }
        plain && matches!(c, 'y' | 'Y' | 'd' | 'D')
    })
}

fn sheet(record: &Record<'_>) -> Option<OldSheet> {
    let (at, visible, kind) = (record.u32(0)?, record.u8(4)? & 3 == 0, record.u8(5)?);
    let mut reader = record.reader();
    reader.skip(6);
    let n = reader.u8()?;
    let name = reader.text(usize::from(n))?;
    (kind == 0).then_some(OldSheet { name, visible, at: at as usize })
}

/// The shared texts.
fn strings(reader: &mut Reader<'_>) -> Vec<String> {
    reader.skip(8);
    std::iter::from_fn(|| reader.rich()).collect()
}

/// The records of a stream from a place on.
struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    fn new(stream: &'s [u8], at: usize) -> Self {
        Records { stream, at }
    }

    fn one(&self, at: usize) -> Option<(u16, &'s [u8])> {
        let head = self.stream.get(at..at.checked_add(4)?)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let body = self.stream.get(at + 4..at + 4 + length)?;
        Some((u16::from_le_bytes([head[0], head[1]]), body))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (id, body) = self.one(self.at)?;
        self.at += 4 + body.len();
        let mut segments = vec![body];
        while let Some((CONTINUE, body)) = self.one(self.at) {
            self.at += 4 + body.len();
            segments.push(body);
        }
        Some(Record { id, segments })
    }
}

impl<'s> Record<'s> {
    fn bytes<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.segments.first()?.get(at..at + N)?.try_into().ok()
    }

    fn u8(&self, at: usize) -> Option<u8> {
        self.bytes::<1>(at).map(|[b]| b)
    }

    fn u16(&self, at: usize) -> Option<u16> {
        self.bytes(at).map(u16::from_le_bytes)
    }

    fn u32(&self, at: usize) -> Option<u32> {
        self.bytes(at).map(u32::from_le_bytes)
    }

    fn f64(&self, at: usize) -> Option<f64> {
        self.bytes(at).map(f64::from_le_bytes)
    }

    fn value(&self, at: usize) -> Option<[u8; 8]> {
        self.bytes(at)
    }

    fn reader(&self) -> Reader<'s> {
        Reader { segments: self.segments.clone(), segment: 0, at: 0 }
    }
}

/// Reads on across the borders between a record and those that continue it.
struct Reader<'s> {
    segments: Vec<&'s [u8]>,
    segment: usize,
    at: usize,
}

impl Reader<'_> {
    fn u8(&mut self) -> Option<u8> {
        loop {
            let segment = self.segments.get(self.segment)?;
            if let Some(byte) = segment.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.segment += 1;
            self.at = 0;
        }
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut n: usize) {
        while n > 0
            && let Some(segment) = self.segments.get(self.segment)
        {
            let here = n.min(segment.len().saturating_sub(self.at));
            (self.at, n) = (self.at + here, n - here);
            if n > 0 {
                (self.segment, self.at) = (self.segment + 1, 0);
            }
        }
    }

    /// A text behind its 16-bit count.
    fn counted(&mut self) -> Option<String> {
        let n = self.u16()?;
        self.text(usize::from(n))
    }

    /// A text of `n` characters behind its flags.
    fn text(&mut self, n: usize) -> Option<String> {
        let flags = self.u8()?;
        self.characters(n, flags & 1 != 0)
    }

    /// A shared text, with its runs of formats and its readings passed over.
    fn rich(&mut self) -> Option<String> {
        let n = self.u16()?;
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let extra = if flags & 4 != 0 { self.u32()? } else { 0 };
        let text = self.characters(usize::from(n), flags & 1 != 0)?;
        self.skip(4 * usize::from(runs));
        self.skip(extra as usize);
        Some(text)
    }

    /// Where characters go on in the next segment, it begins with new flags.
    fn characters(&mut self, n: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(n);
        while units.len() < n {
            let segment = *self.segments.get(self.segment)?;
            if self.at >= segment.len() {
                (self.segment, self.at) = (self.segment + 1, 0);
                wide = self.u8()? & 1 != 0;
                continue;
            }
            let unit = if wide { self.u16()? } else { u16::from(self.u8()?) };
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_unpack() {
        assert_eq!(rk_number(0x3ff0_0000), 1.0);
        assert_eq!(rk_number((85 << 2) | 2), 85.0);
        assert_eq!(rk_number((120_050 << 2) | 3), 1200.5);
        assert_eq!(rk_number((-5i32 << 2) as u32 | 2), -5.0);
    }

    #[test]
    fn a_format_with_a_year_or_a_day_is_a_days() {
        for format in ["yyyy-mm-dd", "d/m/yy", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy-mm-dd"] {
            assert!(is_day(format), "{format}");
        }
        for format in ["General", "0.00", "#,##0\"yd\"", "[Red]0.0", "h:mm:ss", "0_d"] {
            assert!(!is_day(format), "{format}");
        }
    }
}
