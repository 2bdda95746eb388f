use std::sync::atomic::AtomicBool;

use super::super::ElementKind;
use super::super::samples::{self, Shown};
use super::*;

fn read_pages(pages: &[Vec<Shown<'_>>]) -> Document {
    let cancel = AtomicBool::new(false);
    read(&samples::pdf(pages), &Budget::new(Limits::default(), &cancel)).unwrap()
}

/// Lines of a column, from its left edge and its first baseline.
fn column<'a>(x: f32, y: f32, lines: &[&'a str]) -> Vec<Shown<'a>> {
    lines.iter().enumerate().map(|(n, line)| (x, y + 13.0 * n as f32, 10.0, *line)).collect()
}

#[test]
fn two_columns_below_a_headline() {
    let left = column(
        60.0,
        140.0,
        &[
            "Three soldiers were killed near the riv-",
            "er on Monday when their convoy was at-",
            "tacked, the army said in a statement that",
        ],
    );
    let right = column(
        320.0,
        140.0,
        &["it gave out in the evening. Two others", "were taken to hospital, where one of", "them died."],
    );
    let mut page = vec![(60.0, 80.0, 24.0, "A raid on a convoy in the north")];
    // Drawn line by line across both columns, as some programs do.
    for (a, b) in left.iter().zip(&right) {
        page.extend([*a, *b]);
    }
    let document = read_pages(&[page]);
    assert_eq!(
        document.text,
        "A raid on a convoy in the north\n\nThree soldiers were killed near the river on Monday when their convoy was attacked, the army said in a statement that it gave out in the evening. Two others were taken to hospital, where one of them died."
    );
    assert_eq!(document.structure[1].kind, ElementKind::Heading(1));
}

#[test]
fn the_day_on_which_a_file_was_made_dates_no_article() {
    let text = "BT /F1 10 Tf 60 700 Td (Three soldiers were killed near the river on Monday.) Tj ET";
    let made = "/Info<</CreationDate(D:20200304050607)/Producer(LibreOffice 7.4)>>";
    let cancel = AtomicBool::new(false);
    let file = samples::pdf_of(&[text.to_owned()], made);
    let metadata = read(&file, &Budget::new(Limits::default(), &cancel)).unwrap().metadata;
    assert_eq!((metadata.date, metadata.retrieved.as_deref()), (None, Some("2020-03-04T05:06:07")));
}

#[test]
fn running_heads_go_and_pages_stay() {
    let page = |number: &'static str, lines: &[&'static str]| {
        let mut page = vec![(60.0, 40.0, 9.0, "The Paper"), (500.0, 40.0, 9.0, number)];
        page.extend(column(60.0, 100.0, lines));
        page
    };
    let document = read_pages(&[
        page(
            "7",
            &[
                "Three soldiers were killed near the river on Monday when the",
                "convoy that they were in drove over a mine, and two of the",
            ],
        ),
        page("8", &["wounded were flown out to the capital by a helicopter of the", "army."]),
    ]);
    assert!(!document.text.contains("The Paper") && !document.text.contains('7'), "{}", document.text);
    assert!(document.text.contains("and two of the wounded were flown out"), "{}", document.text);
    let on_second = document.structure.iter().find(|element| element.kind == ElementKind::Page(2)).unwrap();
    assert!(document.text[on_second.range.clone()].starts_with("wounded"));
    assert!(document.metadata.near_headline.as_deref().is_some_and(|lines| lines.contains("The Paper")));
}

#[test]
fn a_newspaper_below_different_titles_stays() {
    let page = |title: &'static str, text: &'static str| {
        vec![
            (60.0, 40.0, 14.0, title),
            (60.0, 60.0, 10.0, "The Paper"),
            (60.0, 80.0, 10.0, "3 May 2014"),
            (60.0, 120.0, 10.0, text),
        ]
    };
    let document = read_pages(&[
        page("Raid in the north", "Two were hurt."),
        page("Fire in the port", "Nobody was hurt."),
    ]);
    assert_eq!(document.text.matches("The Paper").count(), 2, "{}", document.text);
    assert_eq!(document.text.matches("3 May 2014").count(), 2, "{}", document.text);
}

#[test]
fn titles_that_differ_in_a_number_are_no_running_heads() {
    let page = |title: &'static str, text: &'static str| {
        vec![(60.0, 40.0, 14.0, title), (60.0, 60.0, 10.0, "The Paper"), (60.0, 120.0, 10.0, text)]
    };
    let document = read_pages(&[
        page("Bulletin No 41", "Two were hurt at the bridge on Monday."),
        page("Bulletin No 42", "Nobody was hurt at the bridge on Tuesday."),
    ]);
    for title in ["Bulletin No 41", "Bulletin No 42"] {
        assert_eq!(document.text.matches(title).count(), 1, "{}", document.text);
    }
}

#[test]
fn fields_above_a_text_stay_lines_of_their_own() {
    let fields = [
        "Ruth Tamm",
        "311 words",
        "11 May 2016",
        "Orlan Courier",
        "ORLC",
        "English",
        "(c) 2016 Orlan Courier",
    ];
    let page = |title: &'static str, text: [&'static str; 3]| {
        let mut page = vec![(60.0, 40.0, 14.0, title)];
        page.extend(fields.iter().enumerate().map(|(n, field)| (60.0, 64.0 + 12.0 * n as f32, 10.0, *field)));
        page.extend(column(60.0, 160.0, &text));
        page
    };
    let document = read_pages(&[
        page(
            "Bulletin No 41",
            [
                "A bomb planted beside the road to Orlan killed three soldiers and wounded seven others on Tuesday",
                "morning, the army said in a statement that was read on the radio of the state in the evening and that",
                "named nobody.",
            ],
        ),
        page(
            "Bulletin No 42",
            [
                "Nobody claimed the attack, and the road was closed until Friday by order of the governor, who also asked",
                "drivers to report what they had seen since the weekend on the road between the two bridges and beyond,",
                "by day or night.",
            ],
        ),
    ]);
    assert_eq!(document.text.matches("\n311 words\n11 May 2016\n").count(), 2, "{}", document.text);
}

#[test]
fn titles_of_pages_above_changing_days_are_no_running_heads() {
    let page = |title: &'static str, day: &'static str, text: &'static str| {
        vec![
            (60.0, 40.0, 10.0, title),
            (60.0, 60.0, 10.0, "The Paper"),
            (60.0, 80.0, 10.0, day),
            (60.0, 120.0, 10.0, text),
        ]
    };
    let document = read_pages(&[
        page("Four killed near Osk 1", "11. Mai 2019 Samstag", "Two were hurt."),
        page("Four killed near Osk 2", "12. Mai 2019 Sonntag", "Nobody was hurt."),
    ]);
    assert_eq!(document.text.matches("Four killed near Osk").count(), 2, "{}", document.text);
    assert_eq!(document.text.matches("The Paper").count(), 2, "{}", document.text);
}

#[test]
fn ends_of_articles_are_no_running_feet_and_days_begin_lines() {
    let page = |title: &'static str, day: &'static str, text: &'static str, number: &'static str| {
        let lines = [title, "Orlan Courier", day, text, number, "End of Document"];
        (0..6).map(|n| (60.0, 40.0 + 24.0 * n as f32, 10.0, lines[n])).collect::<Vec<Shown<'_>>>()
    };
    let first =
        page("Raid in the north", "11 May 2019", "Two were hurt.", "Document ORLC000020190511ec5100021");
    let second =
        page("Fire in the port", "12 May 2019", "Nobody was hurt.", "Document ORLC000020190512ec5200022");
    let text = read_pages(&[first, second]).text;
    assert_eq!(text.matches("End of Document").count(), 2, "{text}");
    assert_eq!(text.matches("Document ORLC").count(), 2, "{text}");
    assert!(text.contains("Orlan Courier\n\n11 May 2019\n\nTwo were hurt."), "{text}");
}

#[test]
fn three_narrow_columns_are_no_table() {
    let columns = [
        ["The road was closed for", "two days after a patrol", "had found three mines in"],
        ["the ditch beside it, and", "drivers had to take the", "old bridge, which bears"],
        ["no more than nine tons", "by order of the district", "and is narrow besides."],
    ];
    let page: Vec<Shown<'_>> = (0..3)
        .flat_map(|line| {
            (0..3).map(move |at| (60.0 + 160.0 * at as f32, 100.0 + 13.0 * line as f32, at, line))
        })
        .map(|(x, y, at, line)| (x, y, 10.0, columns[at][line]))
        .collect();
    assert_eq!(read_pages(&[page]).text, columns.map(|column| column.join(" ")).join(" "),);
}

#[test]
fn rows_of_a_table() {
    let rows = [["Day", "Killed", "Wounded"], ["Monday", "3", "2"], ["Tuesday", "1", "0"]];
    let page: Vec<Shown<'_>> = rows
        .iter()
        .enumerate()
        .flat_map(|(n, row)| {
            let y = 100.0 + 16.0 * n as f32;
            [(60.0, y, 10.0, row[0]), (200.0, y, 10.0, row[1]), (300.0, y, 10.0, row[2])]
        })
        .collect();
    assert_eq!(read_pages(&[page]).text, "Day\tKilled\tWounded\nMonday\t3\t2\nTuesday\t1\t0");
}
