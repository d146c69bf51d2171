//! Letters of a word as they are meant: those of other scripts that look like Latin ones, and letters drawn out.

/// The letters of a word as they are meant: look-alikes of other scripts in a Latin word, and letters drawn out ("autooo").
pub(super) fn meant(word: &str) -> String {
    let mixed = word.contains(|ch: char| ch.is_ascii_alphabetic()) && word.contains(|ch| look_alike(ch).is_some());
    let mut meant = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    // The last two, the nearer one first.
    let mut before = [None; 2];
    while let Some(ch) = chars.next() {
        // English has no letter three times in a row.
        let again = ch.is_alphabetic() && before[0] == Some(ch) && (before[1] == Some(ch) || chars.peek() == Some(&ch));
        if !again {
            meant.push(look_alike(ch).filter(|_| mixed).unwrap_or(ch));
        }
        before = [Some(ch), before[0]];
    }
    meant
}

/// The Latin letter that a Cyrillic or Greek one looks like (Unicode's confusables, lower case).
fn look_alike(ch: char) -> Option<char> {
    Some(match ch {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' | 'є' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' | 'ї' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'ո' | 'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ц' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => return None,
    })
}
