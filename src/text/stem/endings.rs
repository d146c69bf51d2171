//! The endings that the stemmer takes off or changes, and the words that it knows by heart.

/// An ending and what takes its place.
pub(super) type Change = (&'static [u8], &'static [u8]);

/// The stem of a word that is no case for the rules.
pub(super) fn whole(word: &str) -> Option<&str> {
    Some(match word {
        "andes" | "atlas" | "bias" | "cosmos" | "howe" | "news" | "sky" => word,
        "skis" => "ski",
        "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "idly" => "idl",
        "gently" => "gentl",
        "ugly" => "ugli",
        "early" => "earli",
        "only" => "onli",
        "singly" => "singl",
        _ => return None,
    })
}

/// Whether a word is done with after the plural.
pub(super) fn ends_with_plural(word: &[u8]) -> bool {
    matches!(word, b"succeed" | b"proceed" | b"exceed" | b"canning" | b"inning" | b"earring" | b"herring" | b"outing")
}

/// Endings of step 2 by their last letter, longest first.
pub(super) fn step_2(last: u8) -> &'static [Change] {
    match last {
        b'i' => &[
            (b"lessli", b"less"),
            (b"biliti", b"ble"),
            (b"fulli", b"ful"),
            (b"ousli", b"ous"),
            (b"entli", b"ent"),
            (b"aliti", b"al"),
            (b"iviti", b"ive"),
            (b"abli", b"able"),
            (b"alli", b"al"),
            (b"anci", b"ance"),
            (b"enci", b"ence"),
            (b"bli", b"ble"),
            (b"ogi", b"og"),
            (b"li", b""),
        ],
        b'l' => &[(b"ational", b"ate"), (b"tional", b"tion")],
        b'm' => &[(b"alism", b"al")],
        b'n' => &[(b"ization", b"ize"), (b"ation", b"ate")],
        b'r' => &[(b"izer", b"ize"), (b"ator", b"ate")],
        b's' => &[(b"iveness", b"ive"), (b"fulness", b"ful"), (b"ousness", b"ous")],
        _ => &[],
    }
}

/// Endings of step 3 by their last letter, longest first.
pub(super) fn step_3(last: u8) -> &'static [Change] {
    match last {
        b'e' => &[(b"icate", b"ic"), (b"alize", b"al"), (b"ative", b"")],
        b'i' => &[(b"iciti", b"ic")],
        b'l' => &[(b"ational", b"ate"), (b"tional", b"tion"), (b"ical", b"ic"), (b"ful", b"")],
        b's' => &[(b"ness", b"")],
        _ => &[],
    }
}

/// Endings of step 4 by their last letter, longest first.
pub(super) fn step_4(last: u8) -> &'static [&'static [u8]] {
    match last {
        b'c' => &[b"ic"],
        b'e' => &[b"ance", b"ence", b"able", b"ible", b"ate", b"ive", b"ize"],
        b'i' => &[b"iti"],
        b'l' => &[b"al"],
        b'm' => &[b"ism"],
        b'n' => &[b"ion"],
        b'r' => &[b"er"],
        b's' => &[b"ous"],
        b't' => &[b"ement", b"ment", b"ant", b"ent"],
        _ => &[],
    }
}
