//! Sentences that say that a program rests.

use std::ops::Range;

use crate::text::Document;

/// Ways of saying that a program rests.
const RESTING: &[&[&str]] = &[
    &["switched", "off"],
    &["turned", "off"],
    &["shut", "down"],
    &["stays", "off"],
    &["lies", "idle"],
    &["lie", "idle"],
    &["sits", "idle"],
    &["sit", "idle"],
    &["stays", "idle"],
    &["is", "idle"],
    &["be", "idle"],
    &["unused"],
    &["untouched"],
    &["dormant"],
    &["dark"],
    &["off", "the", "page"],
    &["nobody", "starts"],
    &["taken", "off"],
    &["nobody", "needs"],
    &["unplugged"],
    &["hibernates"],
    &["no", "call"],
    &["no", "calls"],
    &["no", "request"],
    &["no", "requests"],
    &["not", "used"],
    &["not", "use"],
    &["not", "run"],
    &["not", "touch"],
    &["not", "need"],
    &["not", "needed"],
    &["nobody", "uses"],
    &["nobody", "opens"],
    &["longest", "silence"],
    &["longest", "gap"],
    &["longest", "pause"],
    &["longest", "break"],
    &["goes", "silent"],
    &["stays", "silent"],
    &["is", "silent"],
    &["sleeps"],
    &["asleep"],
    &["pauses"],
    &["rests"],
    &["nothing", "happens"],
    &["nothing", "runs"],
];

/// For each sentence, whether it says that the program rests.
pub(super) fn resting_sentences(document: &Document<'_>) -> Vec<bool> {
    let rests = |sentence: &Range<usize>| {
        let words: Vec<&str> = sentence.clone().map(|at| document.word(at)).collect();
        let says = |phrase: &[&str]| words.windows(phrase.len()).any(|window| window == phrase);
        RESTING.iter().any(|phrase| says(phrase))
    };
    document.sentences().iter().map(rests).collect()
}
