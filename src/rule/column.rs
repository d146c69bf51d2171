//! Values of one width, one after the other as bytes: those of the built-in rules are read where they lie in the binary, so that they
//! take no memory of their own and no time at the start.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that takes the same number of bytes whatever it is.
pub(crate) trait Fixed: Copy {
    /// The number of bytes.
    const WIDTH: usize;
    /// Appends its bytes.
    fn write(self, bytes: &mut Vec<u8>);
    /// The value of so many bytes.
    fn read(bytes: &[u8]) -> Option<Self>;
}

macro_rules! fixed_numbers {
    ($($number:ty),+) => { $(
        impl Fixed for $number {
            const WIDTH: usize = size_of::<Self>();

            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &[u8]) -> Option<Self> {
                bytes.first_chunk().map(|bytes| Self::from_le_bytes(*bytes))
            }
        }
    )+ };
}

fixed_numbers!(u8, u16, i16, u32, u64);

/// Types that are a number in brackets: `fixed_as!(TermId: u32)`.
macro_rules! fixed_as {
    ($($name:ident: $number:ty),+) => { $(
        impl $crate::rule::column::Fixed for $name {
            const WIDTH: usize = size_of::<$number>();

            fn write(self, bytes: &mut Vec<u8>) {
                self.0.write(bytes);
            }

            fn read(bytes: &[u8]) -> Option<Self> {
                <$number>::read(bytes).map(Self)
            }
        }
    )+ };
}

pub(crate) use fixed_as;

impl<A: Fixed, B: Fixed> Fixed for (A, B) {
    const WIDTH: usize = A::WIDTH + B::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (first, second) = bytes.split_at_checked(A::WIDTH)?;
        Some((A::read(first)?, B::read(second)?))
    }
}

/// Values of one width.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Column<T> {
    bytes: Cow<'static, [u8]>,
    of: PhantomData<T>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { bytes: Cow::Borrowed(&[]), of: PhantomData }
    }
}

impl<T> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({} bytes)", self.bytes.len())
    }
}

impl<T: Fixed> Column<T> {
    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / T::WIDTH
    }

    /// The value at a place.
    pub(crate) fn get(&self, at: usize) -> Option<T> {
        T::read(self.bytes.get(at * T::WIDTH..(at + 1) * T::WIDTH)?)
    }

    /// The value at a place and the one behind it.
    pub(crate) fn two(&self, at: usize) -> Option<(T, T)> {
        <(T, T)>::read(self.bytes.get(at * T::WIDTH..(at + 2) * T::WIDTH)?)
    }

    /// The values at a range of places; none where it goes too far.
    pub(crate) fn values(&self, range: Range<usize>) -> impl Iterator<Item = T> + Clone {
        let bytes = self.bytes.get(range.start * T::WIDTH..range.end * T::WIDTH).unwrap_or_default();
        bytes.chunks_exact(T::WIDTH).filter_map(T::read)
    }

    /// Adds a value.
    pub(crate) fn push(&mut self, value: T) {
        value.write(self.bytes.to_mut());
    }

    /// Gives back the room that growing has left.
    pub(crate) fn shrink_to_fit(&mut self) {
        if let Cow::Owned(bytes) = &mut self.bytes {
            bytes.shrink_to_fit();
        }
    }
}

impl<T: Fixed> FromIterator<T> for Column<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut bytes = Vec::new();
        values.into_iter().for_each(|value| value.write(&mut bytes));
        bytes.shrink_to_fit();
        Self { bytes: Cow::Owned(bytes), of: PhantomData }
    }
}

impl<T> Serialize for Column<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

/// From bytes that are there as long as the program runs.
impl<T> Deserialize<'static> for Column<T> {
    fn deserialize<D: Deserializer<'static>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = deserializer.deserialize_bytes(Borrowed)?;
        Ok(Self { bytes: Cow::Borrowed(bytes), of: PhantomData })
    }
}

struct Borrowed;

impl Visitor<'static> for Borrowed {
    type Value = &'static [u8];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes that stay")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'static [u8]) -> Result<Self::Value, E> {
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_from_their_bytes() {
        let mut column: Column<(u32, i16)> = [(1, -2), (u32::MAX, 7)].into_iter().collect();
        column.push((5, i16::MIN));
        let packed = postcard::to_allocvec(&column).expect("bytes");
        let read: Column<(u32, i16)> = postcard::from_bytes(packed.leak()).expect("a column");
        for column in [column, read] {
            assert_eq!(column.len(), 3);
            assert_eq!([0, 1, 2, 3].map(|at| column.get(at)), [Some((1, -2)), Some((u32::MAX, 7)), Some((5, i16::MIN)), None]);
            assert_eq!(column.values(1..3).collect::<Vec<_>>(), [(u32::MAX, 7), (5, i16::MIN)]);
            assert_eq!(column.values(2..4).count(), 0);
        }
    }
}
