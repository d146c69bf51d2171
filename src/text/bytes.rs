//! Kinds of ASCII bytes, told by one look at a table: every byte of a text is asked for.

/// A letter or figure.
pub(super) const ALPHANUMERIC: u8 = 1;
/// A letter, figure or underscore.
pub(super) const WORD: u8 = 1 << 1;
/// What keys and tokens are made of: a letter, figure, underscore, or one of `+`, `=` and `-`.
pub(super) const RUN: u8 = 1 << 2;

/// The kinds of each byte.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            _ if byte.is_ascii_alphanumeric() => ALPHANUMERIC | WORD | RUN,
            b'_' => WORD | RUN,
            b'+' | b'=' | b'-' => RUN,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// Whether a byte is of a kind. What is not ASCII is of none.
#[inline]
pub(super) fn is(byte: u8, kind: u8) -> bool {
    KINDS.get(usize::from(byte)).is_some_and(|kinds| kinds & kind != 0)
}

/// How many bytes at the start are of a kind.
#[inline]
pub(super) fn leading(bytes: &[u8], kind: u8) -> usize {
    bytes.iter().position(|byte| !is(*byte, kind)).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_those_of_the_library() {
        for byte in 0..=u8::MAX {
            assert_eq!(is(byte, ALPHANUMERIC), byte.is_ascii_alphanumeric());
            assert_eq!(is(byte, WORD), byte.is_ascii_alphanumeric() || byte == b'_');
            assert_eq!(is(byte, RUN), is(byte, WORD) || b"+=-".contains(&byte));
        }
        assert_eq!((leading(b"ab-c", ALPHANUMERIC), leading(b"ab-c", RUN)), (2, 4));
    }
}
