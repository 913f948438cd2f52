//! The integers of registers, 64, 128 or 256 bits wide, and a register's cells made of them.

use arrow_buffer::i256;

/// A register's cells.
pub(crate) enum Cells {
    I64(Vec<i64>),
    I128(Vec<i128>),
    I256(Vec<i256>),
    Byte(Vec<u8>),
}

impl Cells {
    /// The integer of a row, widened.
    pub fn wide(&self, row: usize) -> i256 {
        match self {
            Cells::I64(cells) => i256::from_i128(i128::from(cells[row])),
            Cells::I128(cells) => i256::from_i128(cells[row]),
            Cells::I256(cells) => cells[row],
            Cells::Byte(cells) => i256::from_i128(i128::from(cells[row])),
        }
    }

    /// The integer of a row; `None` where it needs more than 128 bits.
    #[inline]
    pub fn int(&self, row: usize) -> Option<i128> {
        match self {
            Cells::I64(cells) => Some(i128::from(cells[row])),
            Cells::I128(cells) => Some(cells[row]),
            Cells::I256(cells) => cells[row].to_i128(),
            Cells::Byte(cells) => Some(i128::from(cells[row])),
        }
    }

    /// The truths or bands of a chunk.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Cells::Byte(cells) => cells,
            _ => &[],
        }
    }
}

/// Integers that registers are made of.
pub(crate) trait Int: Copy + Ord {
    fn of(wide: i64) -> Self;
    fn from_cells(cells: &Cells, row: usize) -> Self;
    fn slice(cells: &Cells) -> Option<&[Self]>;
    fn from_i256(wide: i256) -> Option<Self>;
    fn add(self, other: Self) -> Option<Self>;
    fn sub(self, other: Self) -> Option<Self>;
    fn mul(self, other: Self) -> Option<Self>;
    fn floor_div(self, other: Self) -> Option<Self>;
}

macro_rules! native_int {
    ($int:ty, $variant:ident, $add:expr, $sub:expr, $mul:expr) => {
        impl Int for $int {
            fn of(wide: i64) -> Self {
                <$int>::from(wide)
            }
            fn from_cells(cells: &Cells, row: usize) -> Self {
                match cells {
                    Cells::$variant(cells) => cells[row],
                    other => other.wide(row).to_i128().unwrap_or_default() as $int,
                }
            }
            fn slice(cells: &Cells) -> Option<&[Self]> {
                match cells {
                    Cells::$variant(cells) => Some(cells),
                    _ => None,
                }
            }
            fn from_i256(wide: i256) -> Option<Self> {
                wide.to_i128().and_then(|wide| <$int>::try_from(wide).ok())
            }
            fn add(self, other: Self) -> Option<Self> {
                $add(self, other)
            }
            fn sub(self, other: Self) -> Option<Self> {
                $sub(self, other)
            }
            fn mul(self, other: Self) -> Option<Self> {
                $mul(self, other)
            }
            fn floor_div(self, other: Self) -> Option<Self> {
                Some(if other > 0 { self.div_euclid(other) } else { 0 })
            }
        }
    };
}

// The bounds of a 64-bit step are proven to fit, so wrapping never happens and the loop can be vectorised.
native_int!(i64, I64, |a: i64, b| Some(a.wrapping_add(b)), |a: i64, b| Some(a.wrapping_sub(b)), |a: i64, b| Some(
    a.wrapping_mul(b)
));
native_int!(i128, I128, i128::checked_add, i128::checked_sub, i128::checked_mul);

impl Int for i256 {
    fn of(wide: i64) -> Self {
        i256::from_i128(i128::from(wide))
    }
    fn from_cells(cells: &Cells, row: usize) -> Self {
        cells.wide(row)
    }
    fn slice(cells: &Cells) -> Option<&[Self]> {
        match cells {
            Cells::I256(cells) => Some(cells),
            _ => None,
        }
    }
    fn from_i256(wide: i256) -> Option<Self> {
        Some(wide)
    }
    fn add(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }
    fn sub(self, other: Self) -> Option<Self> {
        self.checked_sub(other)
    }
    fn mul(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }
    fn floor_div(self, other: Self) -> Option<Self> {
        if other <= i256::ZERO {
            return Some(i256::ZERO);
        }
        let quotient = self.checked_div(other)?;
        let exact = quotient.checked_mul(other)? == self;
        if self < i256::ZERO && !exact { quotient.checked_sub(i256::ONE) } else { Some(quotient) }
    }
}
