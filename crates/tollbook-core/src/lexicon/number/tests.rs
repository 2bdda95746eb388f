use proptest::prelude::*;

use super::*;

/// Each count in `text` as "words low/best/high".
fn read(text: &str) -> Vec<String> {
    let figure = |n: Option<u64>| n.map_or("_".to_owned(), |n| n.to_string());
    let mut shown = Vec::new();
    for count in counts(text) {
        let (low, best, high) = (figure(count.low), figure(count.best), figure(count.high));
        let figures = if low == best && best == high { best } else { format!("{low}/{best}/{high}") };
        shown.push(format!("{} = {figures}", &text[count.as_written]));
    }
    shown
}

#[test]
fn numbers_of_people() {
    for (text, expected) in [
        ("after thirteen French soldiers were killed", vec!["thirteen = 13"]),
        ("13 soldats français tués", vec!["13 = 13"]),
        ("Treize militaires sont morts.", vec!["Treize = 13"]),
        ("58 soldiers died", vec!["58 = 58"]),
        ("the loss of seven comrades", vec!["seven = 7"]),
        ("as were three members of the unit", vec!["three = 3"]),
        ("Two other French soldiers were killed", vec!["Two other = 2"]),
        ("trois autres soldats ont été blessés", vec!["trois autres = 3"]),
        ("killing 12 and wounding 20 others", vec!["12 = 12", "20 others = 20"]),
        ("One French paratrooper was killed and two have been wounded", vec!["One = 1", "two = 2"]),
        ("the number of soldiers killed this month to three.", vec!["three = 3"]),
        (
            "brings the number of soldiers killed in the Sahel since 2013 to 38, officials",
            vec!["38 = 38", "officials = 2/_/_"],
        ),
        ("porte à 52 le nombre de militaires tués", vec!["52 = 52"]),
        ("At least six soldiers died", vec!["At least six = 6/_/_"]),
        ("au moins six soldats", vec!["au moins six = 6/_/_"]),
        ("more than 20 civilians", vec!["more than 20 = 21/_/_"]),
        ("up to 30 fighters", vec!["up to 30 = _/_/30"]),
        ("fewer than 10 people", vec!["fewer than 10 = _/_/9"]),
        ("Around 600 French soldiers are deployed", vec!["Around 600 = _/600/_"]),
        ("environ 600 militaires", vec!["environ 600 = _/600/_"]),
        ("some 200 troops", vec!["some 200 = _/200/_"]),
        ("around a thousand soldiers", vec!["around a thousand = _/1000/_"]),
        ("6-8 soldiers", vec!["6-8 = 6/_/8"]),
        ("6 to 8 militants", vec!["6 to 8 = 6/_/8"]),
        ("between 6 and 8 civilians", vec!["between 6 and 8 = 6/_/8"]),
        ("entre six et huit civils", vec!["entre six et huit = 6/_/8"]),
        ("six or seven men", vec!["six or seven = 6/_/7"]),
        ("still had between 400 to 500 active fighters", vec!["between 400 to 500 = 400/_/500"]),
        (
            "its membership ranging between 5,000 and 7,000 in Iraq and Syria, mostly consisting of fighters",
            vec!["between 5,000 and 7,000 = 5000/_/7000", "fighters = 2/_/_"],
        ),
        ("killed 1,000 people", vec!["1,000 = 1000"]),
        ("1 000 personnes", vec!["1 000 = 1000"]),
        ("1.000 soldats", vec!["1.000 = 1000"]),
        ("2.3 million people", vec!["2.3 million = 2300000"]),
        ("2 to 3 million people", vec!["2 to 3 million = 2000000/_/3000000"]),
        ("a dozen soldiers", vec!["a dozen = 12"]),
        ("two dozen civilians", vec!["two dozen = 24"]),
        ("half a dozen men", vec!["half a dozen = 6"]),
        ("une centaine de soldats", vec!["une centaine = _/100/_"]),
        ("plus d'une dizaine de civils", vec!["plus d'une dizaine = 11/_/_"]),
        ("a couple of soldiers", vec!["a couple = 2"]),
        ("Both soldiers died", vec!["Both = 2"]),
        ("both were killed", vec!["both = 2"]),
        ("20+ killed", vec!["20 = 20/_/_"]),
        ("Bilan : 12 morts", vec!["12 = 12"]),
        ("thirteen French were killed", vec!["thirteen = 13"]),
        ("two of them died", vec!["two = 2"]),
        ("one of the soldiers", vec!["one = 1"]),
        ("killed, one in a car accident and the other during an exercise", vec!["one = 1", "the other = 1"]),
        ("It still has a 4,500-strong force", vec!["4,500 = 4500"]),
        ("over 2,800 soldiers withdrawn", vec!["over 2,800 = 2801/_/_"]),
        ("the death toll rises from 37 to 38", vec!["37 = 37", "38 = 38"]),
        ("three seriously injured", vec!["three = 3"]),
        ("In 2013, 2000 soldiers were sent", vec!["2000 = 2000"]),
        ("مقتل ١٣ جنديا", vec!["١٣ = 13"]),
        ("خمسة جنود", vec!["خمسة = 5"]),
        ("قُتل ثلاثة عشر جنديا", vec!["ثلاثة عشر = 13"]),
        ("مقتل جنديين", vec!["جنديين = 2"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn one_by_an_article() {
    for (text, expected) in [
        ("A French soldier was killed", vec!["A French soldier = 1"]),
        ("A member of the French Special Forces was killed", vec!["A member = 1"]),
        ("un soldat français", vec!["un soldat = 1"]),
        ("Un jeune soldat", vec!["Un jeune soldat = 1"]),
        ("another soldier was hurt", vec!["another soldier = 1"]),
        ("un autre militaire", vec!["un autre militaire = 1"]),
        (
            "two soldiers, including a woman, both from the 2nd Hussar Regiment",
            vec!["two = 2", "a woman = 1"],
        ),
        ("a car accident", vec![]),
        ("a police station", vec![]),
        ("un groupe terroriste", vec![]),
        ("the soldier", vec![]),
        ("a blast killed one soldier", vec!["one = 1"]),
        ("à soldats", vec!["soldats = 2/_/_"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn plurals_without_a_number() {
    for (text, expected) in [
        ("that other members of his unit were injured", vec!["other members = 2/_/_"]),
        ("French soldiers were injured", vec!["soldiers = 2/_/_"]),
        ("The French soldiers were killed", vec!["The French soldiers = 2/_/_"]),
        ("des soldats ont été blessés", vec!["des soldats = 2/_/_"]),
        ("d'autres soldats", vec!["d'autres soldats = 2/_/_"]),
        ("others were hurt", vec!["others = 2/_/_"]),
        ("dozens of civilians", vec!["dozens = 24/_/_"]),
        ("des dizaines de civils", vec!["des dizaines = 20/_/_"]),
        ("hundreds were wounded", vec!["hundreds = 200/_/_"]),
        ("several soldiers", vec!["several = 3/_/_"]),
        ("plusieurs soldats", vec!["plusieurs = 2/_/_"]),
        ("hundreds of thousands of people", vec!["hundreds of thousands = 200000/_/_"]),
        ("the number of French soldiers killed", vec![]),
        ("no soldiers were killed", vec![]),
        ("how many soldiers", vec![]),
        ("three soldiers were also victims of a bomb", vec!["three = 3"]),
        ("There were civilians", vec!["civilians = 2/_/_"]),
        ("Chief of Staff General Martin", vec![]),
        ("embassy staff", vec!["staff = 2/_/_"]),
        ("aucun des soldats", vec!["des soldats = 2/_/_"]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn what_counts_no_people() {
    for text in [
        "no one was killed",
        "None of it is true. Nobody died.",
        "from the 7th Battalion",
        "le 2e régiment",
        "the first dead",
        "in 2019",
        "since 2013",
        "aged 25",
        "a 25-year-old",
        "âgé de 25 ans",
        "Martin, 25, was killed",
        "Martin (34) died",
        "at 4:23 pm he died",
        "on 28 August",
        "On January 2 he died",
        "60 percent died",
        "12% of the dead",
        "10 pour cent des morts",
        "$5 million",
        "killed 30 km away",
        "killed for eight years",
        "for more than five hours",
        "several days",
        "two attack helicopters",
        "Two explosions were heard by the dead",
        "hundreds of rocket attacks",
        "both countries",
        "deux véhicules militaires",
        "two police stations",
        "a Mirage 2000 killed",
        "an AK-47 killed",
        "the one who died",
        "2 min read",
        "an attack 36 years ago",
        "Five days earlier",
        "2014-2017",
        "99999999999 people",
        "1. The dead",
    ] {
        assert_eq!(read(text), [""; 0], "{text}");
    }
}

#[test]
fn what_coders_type() {
    for (typed, figures) in [
        ("", (None, None, None)),
        (" ? ", (None, None, None)),
        ("13", (Some(13), Some(13), Some(13))),
        ("0", (Some(0), Some(0), Some(0))),
        ("thirteen", (Some(13), Some(13), Some(13))),
        ("treize", (Some(13), Some(13), Some(13))),
        ("1,000", (Some(1000), Some(1000), Some(1000))),
        ("6-8", (Some(6), None, Some(8))),
        ("6 – 8", (Some(6), None, Some(8))),
        ("6 to 8", (Some(6), None, Some(8))),
        ("at least 6", (Some(6), None, None)),
        ("≥6", (Some(6), None, None)),
        (">= 6", (Some(6), None, None)),
        ("6+", (Some(6), None, None)),
        ("> 20", (Some(21), None, None)),
        ("up to 30", (None, None, Some(30))),
        ("≤ 30", (None, None, Some(30))),
        ("~600", (None, Some(600), None)),
        ("about 600", (None, Some(600), None)),
        ("dozens", (Some(24), None, None)),
        ("two other", (Some(2), Some(2), Some(2))),
        ("13 soldiers", (Some(13), Some(13), Some(13))),
        ("10000000000", (Some(10_000_000_000), Some(10_000_000_000), Some(10_000_000_000))),
    ] {
        assert_eq!(parse_count(typed), Ok(figures), "{typed}");
    }
    let unreadable = |typed| {
        format!(
            "“{typed}” is no count that Tollbook can read; write 13, 6-8, at least 6, up to 30, about 600, or leave it blank."
        )
    };
    for (typed, error) in [
        ("99999999999", "99999999999 is more people than are alive; the largest count is 10000000000. Check for a slip of the keyboard.".to_owned()),
        ("-3", "-3 is less than nobody; write a whole number, or leave the field blank if unknown.".to_owned()),
        ("8-6", "8-6 runs backwards; write the smaller number first: 6-8.".to_owned()),
        ("a lot", unreadable("a lot")),
        ("3.5", unreadable("3.5")),
        ("13 killed", unreadable("13 killed")),
        ("first", unreadable("first")),
    ] {
        assert_eq!(parse_count(typed), Err(error), "{typed}");
    }
}

/// Texts of the words that the rules look at, in any order, and of anything.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        r"\PC{0,4}",
        "[0-9]{1,12}",
        "[ ,.\n'-]",
        prop::sample::select(vec![
            " a ",
            " one ",
            "two ",
            "soldiers",
            " soldier",
            " of ",
            "d'",
            "autres ",
            "hundred ",
            "million",
            " to ",
            "–",
            "at least ",
            "dozens ",
            "other ",
            "the ",
            "killed",
            " cent",
            " et ",
            "vingt ",
            "French ",
            "١٣",
            "جنديين",
            " January ",
            "2019",
            "%",
            "no ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..30).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn counts_are_in_order_on_characters_and_bounded(text in any_text()) {
        let mut end = 0;
        for count in counts(&text) {
            prop_assert!(count.as_written.start >= end && count.as_written.start < count.as_written.end, "{text}: {count:?}");
            prop_assert!(text.get(count.as_written.clone()).is_some());
            end = count.as_written.end;
            let figures = [count.low, count.best, count.high];
            prop_assert!(figures.iter().any(Option::is_some));
            prop_assert!(figures.iter().flatten().all(|n| *n <= 10_000_000_001), "{count:?}");
            prop_assert!(count.low.unwrap_or(0) <= count.high.unwrap_or(u64::MAX));
        }
    }

    #[test]
    fn nothing_typed_panics(text in any_text()) {
        let _ = parse_count(&text);
    }
}

#[test]
fn a_count_field_takes_low_best_and_high_one_by_one() {
    for (typed, expected) in [
        ("1 (0-1)", (Some(0), Some(1), Some(1))),
        ("1 (0–1)", (Some(0), Some(1), Some(1))),
        ("6 (5–?)", (Some(5), Some(6), None)),
        ("0/1/1", (Some(0), Some(1), Some(1))),
        ("2/-/-", (Some(2), None, None)),
    ] {
        assert_eq!(super::parse_count(typed), Ok(expected), "{typed}");
    }
    assert!(super::parse_count("3/2/5").is_err_and(|why| why.contains("out of order")));
}
