//! Places in a text.

use serde::{Deserialize, Serialize};

/// A range of bytes in the original text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A place as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Span {
    /// The words of `source` that this span covers; empty if it does not lie on boundaries of `source`.
    pub fn quote(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or_default()
    }

    /// The span in a text that holds its own behind so many bytes.
    #[must_use]
    pub fn behind(self, bytes: usize) -> Self {
        Self { start: bytes + self.start, end: bytes + self.end }
    }

    /// Whether `other` lies wholly inside this span.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Line and column of the span's first byte in `source`.
    pub fn line_column(self, source: &str) -> LineColumn {
        let before = source.get(..self.start).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        LineColumn { line: before.matches('\n').count() + 1, column: before.get(line_start..).unwrap_or_default().chars().count() + 1 }
    }
}
