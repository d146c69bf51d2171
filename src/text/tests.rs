use super::*;

fn words(text: &str) -> Vec<String> {
    Document::new(text).words().map(str::to_owned).collect()
}

#[test]
fn contractions_are_spelled_out() {
    assert_eq!(
        words("It doesn’t, won't, cannot, dont and can't."),
        ["it", "does", "not", "will", "not", "can", "not", "do", "not", "and", "can", "not"]
    );
    assert_eq!(words("it's ours, we'll see; the client's key"), ["it", "is", "ours", "we", "will", "see", "the", "client's", "key"]);
}

#[test]
fn disguise_is_seen_through_and_spans_stay_on_the_original() {
    let text = "We a\u{200b}uto-ａｐｐｌｙ";
    let document = Document::new(text);
    assert_eq!(document.words().collect::<Vec<_>>(), ["we", "auto", "apply"]);
    assert_eq!(document.tokens()[1].span.quote(text), "a\u{200b}uto");
}

#[test]
fn what_was_copied_out_of_a_web_page_is_read_as_it_is_seen() {
    let text = "It s<b>en</b>ds &#112;ro&shy;posals; it doesn&rsquo;t&nbsp;stop<br>a<b & R&D;";
    let document = Document::new(text);
    assert_eq!(document.words().collect::<Vec<_>>().join(" "), "it sends proposals it does not stop br a b r d");
    assert_eq!(document.span(&(1..3)).map(|span| span.quote(text)), Some("s<b>en</b>ds &#112;ro&shy;posals"));
}

#[test]
fn look_alikes_count_in_latin_words_only() {
    assert_eq!(words("аutо-аррliеs, autooooo; Юрій зі Львова, Γιώργος"), ["auto", "applies", "auto", "юріи", "зі", "львова", "γιωργος"]);
}

#[test]
fn misspelt_words_are_read_as_they_are_meant_and_quoted_as_they_are_written() {
    let text = "Automaticly it sends mesages to Clinets, and clinets anwser.";
    let mut document = Document::new(text);
    document.respell(|word| word == "anwser");
    assert_eq!(document.words().collect::<Vec<_>>().join(" "), "automatically it sends messages to clinets and clients anwser");
    assert_eq!(document.span(&(2..4)).map(|span| span.quote(text)), Some("sends mesages"));
    let respelt = |text: &str| {
        let mut document = Document::new(text);
        document.respell(|_| false);
        document.words().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        respelt("It shows. BUT IT SENDS MESAGES to Mesages or MESAGES by mail."),
        "it shows but it sends messages to mesages or mesages by mail"
    );
    assert_eq!(respelt("(mesages), auto-aplies; mesages."), "messages auto applies messages");
    for kept in ["mesages.io", "recieve(mesages)", "x@mesages", "the_mesages_list"] {
        let words = Document::new(kept).words().collect::<Vec<_>>().join(" ");
        assert_eq!(respelt(kept), words, "{kept}");
    }
}

#[test]
fn lines_and_sentences_are_told_by_their_first_token() {
    let document = Document::new("\nIt reads. It writes\n- ours\n");
    let begun: Vec<usize> = (0..=document.tokens().len()).filter(|at| document.begins_line(*at)).collect();
    assert_eq!(begun, [0, 4, 5]);
    assert_eq!((0..6).map(|at| document.sentence_number(at)).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 0]);
}

#[test]
fn sentences_and_clauses() {
    let document = Document::new("It reads hours (ours), but it never writes. Nobody else uses e.g. the page.\n- one\n- two");
    assert_eq!(document.sentences().len(), 4);
    let clauses = document.clauses().iter().filter_map(|clause| document.span(clause)).map(|span| span.quote(document.source()));
    assert_eq!(
        clauses.collect::<Vec<_>>(),
        ["It reads hours", "ours", "but it never writes", "Nobody else uses e.g. the page", "one", "two"]
    );
}

#[test]
fn a_line_break_inside_a_phrase_does_not_end_the_sentence() {
    assert_eq!(Document::new("it sends the\nproposal by itself").sentences().len(), 1);
}

#[test]
fn a_contraction_before_a_full_stop_ends_the_sentence() {
    assert_eq!(Document::new("That is what it isn't. The last one was a bot.").sentences().len(), 2);
    assert_eq!(Document::new("Some files ('e.g. invoices') are read.").sentences().len(), 1);
}

#[test]
fn a_heading_is_a_sentence_of_its_own() {
    assert_eq!(Document::new("Security\nThe key is kept in a vault").sentences().len(), 2);
    assert_eq!(Document::new("it reads our\nUpwork contracts and shows them").sentences().len(), 2);
    assert_eq!(
        Document::new("The service reads the hours of our own contracts with\nUpwork once a day").sentences().len(),
        1,
        "a long line is running text"
    );
}

#[test]
fn a_word_is_divided_at_the_end_of_a_line_and_not_by_an_empty_one() {
    assert_eq!(Document::new("it auto-\n  matically never- ends").sentences().len(), 1);
    assert_eq!(Document::new("never-\n\nit sends").sentences().len(), 2);
}

#[test]
fn an_empty_text_has_no_words() {
    let document = Document::new(" \u{200b}\u{2003} ");
    assert!(document.tokens().is_empty());
    assert!(document.span(&(0..0)).is_none());
    assert!(Document::new("one two").span(&(1..1)).is_none());
}
