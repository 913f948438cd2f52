//! The compound file around an `.xls`, and the workbook's stream in it.
//!
//! Read here and not by calamine, which follows any chain of sectors it is given, in circles and past the end too.
//!
//! The layout is that of [MS-CFB]: a header, sectors, a table (FAT) that says which sector follows which, a directory
//! of streams, and a mini stream in which short streams lie with a table of their own.

const HEADER: usize = 512;
/// Ids from here on are marks, not sectors.
const RESERVED: u32 = 0xffff_fffa;
const END_OF_CHAIN: u32 = 0xffff_fffe;
const ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;
/// Streams below this size lie in the mini stream.
const MINI_LIMIT: usize = 4096;

/// The workbook's stream, if the chains that lead to it end and stay inside the file.
pub(crate) fn workbook(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let size = match bytes.get(30..32)? {
        [0x09, 0] => 512,
        [0x0c, 0] => 4096,
        _ => return None,
    };
    bytes.resize(bytes.len().max(HEADER).next_multiple_of(size), 0);
    Compound::read(&bytes, size)?.workbook()
}

struct Compound<'b> {
    /// The sectors, without the one that holds the header.
    sectors: &'b [u8],
    size: usize,
    fat: Vec<u32>,
    dir_start: u32,
    mini_fat_start: u32,
    n_mini_fat: usize,
}

impl<'b> Compound<'b> {
    fn read(bytes: &'b [u8], size: usize) -> Option<Self> {
        let mut compound = Compound {
            sectors: bytes.get(size..)?,
            size,
            fat: Vec::new(),
            dir_start: number(bytes, 48)?,
            mini_fat_start: number(bytes, 60)?,
            n_mini_fat: number(bytes, 64)? as usize,
        };
        let mut difat: Vec<u32> = numbers(bytes.get(76..HEADER)?).collect();
        let mut next = number(bytes, 68)?;
        let mut n_sectors = 0;
        while next < RESERVED {
            n_sectors += 1;
            let sector: Vec<u32> = numbers(compound.sector(next)?).collect();
            let (last, ids) = sector.split_last()?;
            difat.extend(ids);
            next = *last;
            if n_sectors > compound.n_sectors() {
                return None;
            }
        }
        for id in difat.into_iter().filter(|id| *id < RESERVED) {
            let sector = compound.sector(id)?;
            if compound.fat.len() > compound.n_sectors() + size {
                return None;
            }
            compound.fat.extend(numbers(sector));
        }
        Some(compound)
    }

    fn n_sectors(&self) -> usize {
        self.sectors.len() / self.size
    }

    fn sector(&self, id: u32) -> Option<&'b [u8]> {
        let start = (id as usize).checked_mul(self.size)?;
        self.sectors.get(start..start + self.size)
    }

    /// The bytes of a chain of whole sectors; nothing if it leaves the file or runs in a circle.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let (mut id, mut bytes, mut n) = (start, Vec::new(), 0);
        while id != END_OF_CHAIN && (bytes.len() < length || n == 0) {
            bytes.extend_from_slice(self.sector(id)?);
            n += 1;
            if n > self.n_sectors() {
                return None;
            }
            if bytes.len() < length {
                id = *self.fat.get(id as usize)?;
            }
        }
        Some(bytes)
    }

    /// The stream named Workbook.
    fn workbook(&self) -> Option<Vec<u8>> {
        let directory = self.chain(self.dir_start, usize::MAX)?;
        let root = directory.get(..ENTRY)?;
        let entry = directory.chunks_exact(ENTRY).find(|entry| entry[66] == 2 && is_workbook(entry))?;
        let (start, length) = (number(entry, 116)?, length(entry, self.size)?);
        let mut stream = if length < MINI_LIMIT {
            let mini = self.chain(number(root, 116)?, self::length(root, self.size)?)?;
            let table = self.chain(self.mini_fat_start, self.n_mini_fat.checked_mul(self.size)?)?;
            mini_chain(&numbers(&table).collect::<Vec<_>>(), &mini, start, length)?
        } else {
            self.chain(start, length)?
        };
        stream.truncate(length);
        Some(stream)
    }
}

fn mini_chain(fat: &[u32], mini: &[u8], start: u32, length: usize) -> Option<Vec<u8>> {
    let (mut id, mut stream, mut n) = (start, Vec::new(), 0);
    while id != END_OF_CHAIN && (stream.len() < length || n == 0) {
        let at = (id as usize).checked_mul(MINI_SECTOR)?;
        stream.extend_from_slice(mini.get(at..at + MINI_SECTOR)?);
        n += 1;
        if n > mini.len() / MINI_SECTOR {
            return None;
        }
        if stream.len() < length {
            id = *fat.get(id as usize)?;
        }
    }
    Some(stream)
}

fn length(entry: &[u8], sector_size: usize) -> Option<usize> {
    let low = number(entry, 120)? as usize;
    // The old version leaves rubbish in the upper half.
    if sector_size == 512 { Some(low) } else { Some(low | (number(entry, 124)? as usize) << 32) }
}

fn is_workbook(entry: &[u8]) -> bool {
    let units =
        entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take_while(|unit| *unit != 0);
    let name = char::decode_utf16(units).map(|c| c.unwrap_or('?')).collect::<String>().to_ascii_lowercase();
    name == "workbook"
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
