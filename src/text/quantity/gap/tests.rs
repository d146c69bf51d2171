use super::*;

/// The longest gap of use that a text states, in days; 0 where it states none.
fn longest(text: &str) -> f64 {
    let gaps = super::super::read(&Document::new(text)).into_iter().filter(|quantity| quantity.unit == Unit::DaysBetweenUses);
    gaps.map(|gap| gap.amount).fold(0.0, f64::max)
}

/// Of each text the days of its longest gap, to the second digit behind the point.
fn same(texts: &[(&str, f64)]) {
    for (text, days) in texts {
        let found = longest(text);
        assert!((found - days).abs() < 0.005, "{text}: {found}");
    }
}

#[test]
fn gaps_in_many_wordings() {
    same(&[
        ("once a year at tax season", 365.0),
        ("It runs each January and August", 182.0),
        ("every two years", 730.0),
        ("We use it only in December.", 335.0),
        ("every six months", 182.5),
        ("Only on long journeys, one every nine or ten months", 304.17),
        ("twice a year", 182.5),
        ("thrice a year", 121.67),
        ("only during the summer", 274.0),
        ("It is run annually.", 365.0),
        ("The fair is held once in three years.", 1_095.0),
        ("Every second spring a clerk runs it for the audit.", 639.0),
        ("Digs happen every third summer.", 1_004.0),
        ("The conference is biennial.", 730.0),
        ("Between two exports there will be breaks of 200 days.", 200.0),
        ("There is a pause of 27 weeks.", 189.0),
        ("For a period of eight months nobody uses it.", 243.33),
        ("It files the return every 1st of February.", 335.0),
        ("We exhibit in odd years; the flow is for that.", 730.0),
        ("For the other eleven months the widget is taken off the page.", 334.58),
        ("It is dormant until the following May.", 274.0),
        ("For eight or nine months at a stretch the program will lie switched off.", 273.75),
    ]);
}

#[test]
fn short_gaps_are_told() {
    same(&[
        ("with breaks of two weeks", 14.0),
        ("each January, April, July and October", 62.0),
        ("every three months", 91.25),
        ("For two weeks in July it is switched off.", 14.0),
        ("It runs in January, in June and in November.", 123.0),
        ("From July on it is quiet, four months at most", 121.67),
    ]);
}

#[test]
fn what_states_no_gap() {
    for text in [
        "every quarter",
        "every week",
        "our yearly budget",
        "every 1st of the month",
        "in May we launch",
        "Within twelve months we want to have it ready.",
        "We keep logs for twelve months at most.",
        "We plan to hire in May, June and July.",
        "My phone is switched off in the studio, and I lost a client of four years.",
    ] {
        same(&[(text, 0.0)]);
    }
}
