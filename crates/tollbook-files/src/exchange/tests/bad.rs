//! What cannot be taken is refused with its place and a sentence, and stops nothing else.

use std::path::PathBuf;

use super::back::planned;
use super::sample::{PATH, begun, small};
use crate::exchange::Planned;
use tollbook_core::model::*;

/// Files by name, imported into a small project.
fn import(files: &[(&str, &str)]) -> Planned {
    let (project, _) = small();
    import_into(&project, files)
}

fn import_into(project: &Project, files: &[(&str, &str)]) -> Planned {
    let home = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, text)| {
            let path = home.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    planned(project, &paths)
}

/// What is refused of some rows of annotations from elsewhere, as `line column: why`.
fn refused(text: &str) -> Vec<String> {
    messages(&import(&[("marks.csv", text)]))
}

fn messages(planned: &Planned) -> Vec<String> {
    planned
        .refused
        .iter()
        .map(|refused| format!("{} {}: {}", refused.line, refused.column, refused.why))
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    let refused = refused(text);
    assert_eq!(refused.len(), expected.len(), "{refused:#?}");
    for (refused, expected) in refused.iter().zip(expected) {
        assert!(refused.contains(expected), "{refused}\nlacks: {expected}");
    }
}

#[test]
fn a_quote_is_found_once_or_the_row_says_which() {
    check(
        "article,quote,nth,code\n\
         a.txt,soldats,,killed\n\
         a.txt,no such words,,killed\n\
         a.txt,d,,killed\n\
         a.txt,d,9,killed\n\
         a.txt,d,0,killed\n\
         a.txt,,,killed\n",
        &[
            "3 quote: These words are not in the article",
            "4 quote: These words stand 2 times in the article; say which in nth, from 1 to 2.",
            "5 nth: The quote stands 2 times",
            "6 nth: The quote stands 2 times",
            "7 quote: It is blank",
        ],
    );
}

#[test]
fn offsets_must_hold_the_quote_or_lead_to_it() {
    check(
        "article,quote,start,end,prefix,code\n\
         a.txt,soldats,16,23,,killed\n\
         a.txt,soldats,0,7,,killed\n\
         a.txt,d,0,1,sol,killed\n\
         a.txt,d,0,1,,killed\n\
         a.txt,gone,0,4,,killed\n\
         a.txt,d,900000,900001,,killed\n\
         a.txt,soldats,-4,3,,killed\n",
        &[
            "5 start: The text from start to end is not the quote, which stands 2 times",
            "6 start: The text from start to end is not the quote, and the quote is not in the article",
            "7 start: The text from start to end is not the quote",
            "8 start: -4 is negative",
        ],
    );
}

#[test]
fn figures_and_days_that_cannot_be_are_refused_and_the_rest_is_taken() {
    let text = "article,quote,outcome,count_low,count_best,count_high,date_start,death_date\n\
         a.txt,treize,killed,99999999999,,,,\n\
         a.txt,treize,killed,,-3,,,\n\
         a.txt,treize,killed,8,,6,,\n\
         a.txt,treize,killed,,\"1,000\",,,\n\
         a.txt,treize,killed,,13,,2021-02-31,\n\
         a.txt,treize,killed,,13,,31/12/2021,\n\
         a.txt,treize,killed,,13,,,2021-13-01\n\
         a.txt,treize,murdered,,13,,,\n\
         a.txt,treize,killed,,13,,2019-11-25,\n";
    check(
        text,
        &[
            "2 count_low: 99999999999 is more people than are alive",
            "3 count_best: -3 is negative",
            "4 count_low: The low figure, 8, is above the high figure, 6",
            "5 count_best: “1,000” is not a whole number",
            "6 date_start: There is no day 2021-02-31",
            "7 date_start: “31/12/2021” is not a day",
            "8 death_date: There is no day 2021-13-01",
            "9 outcome: “murdered” is none of killed, wounded, missing, captured",
        ],
    );
    assert_eq!(import(&[("marks.csv", text)]).added, 1);
}

#[test]
fn words_beside_a_passage_that_do_not_stand_there_are_refused() {
    check(
        "article,quote,outcome,prefix,suffix\n\
         a.txt,treize,killed,words that are not there,\n\
         a.txt,treize,killed,,soldiers\n\
         a.txt,treize,killed,😀,soldats\n",
        &["2 prefix: These words do not stand beside", "3 suffix: These words do not stand beside"],
    );
}

#[test]
fn unknown_names_are_refused_with_those_that_are_known() {
    check(
        "article,quote,code,kind,operations\n\
         a.txt,treize,kileld,,\n\
         a.txt,treize,,total,Barkane\n\
         a.txt,treize,,incident,\n\
         a.txt,treize,,,\n",
        &[
            "2 code: There is no code “kileld”, only background, captured",
            "3 operations: There is no operation “Barkane”, only Barkhane, Chammal, Serval",
            "4 outcome: An incident needs an outcome",
            "5 code: Give a code, a kind or an outcome",
        ],
    );
}

#[test]
fn files_that_are_no_tables_are_refused_as_a_whole() {
    check("article,code\na.txt,killed\n", &["1 : Its columns are those of no file"]);
    check("article,quote\na.txt,treize\n", &["1 : There is neither a column code nor kind nor outcome"]);
    check("quote,code,annotation_id\na,b,c\n", &["1 : Its columns are those of no file"]);
    check("article,quote,code,code\na,b,c,d\n", &["1 : The column code is there twice"]);
    check("", &["1 : Its columns are those of no file"]);
    check("article,quote,code\na.txt,treize\n", &["2 : This row has 2 cells and the header 3"]);
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("marks.csv");
    std::fs::write(&path, b"article,quote,code\na.txt,tu\xe9s,killed\n").unwrap();
    let latin = planned(&project, std::slice::from_ref(&path));
    assert!(
        messages(&latin)[0].contains("It is not UTF-8: see line 2. Save it again"),
        "{:?}",
        latin.refused
    );
    std::fs::write(&path, b"\xff\xfea\0").unwrap();
    assert!(messages(&planned(&project, std::slice::from_ref(&path)))[0].contains("UTF-16"));
    assert!(messages(&planned(&project, &[home.path().join("none.csv")]))[0].contains("could not be read"));
    assert!(
        messages(&planned(&project, &[home.path().to_owned()]))[0].contains("datapackage.json")
            || planned(&project, &[home.path().to_owned()]).refused[0].file.ends_with("datapackage.json")
    );
}

#[test]
fn delimiters_headers_and_marks_of_spreadsheets_are_understood() {
    for text in [
        "\u{feff}Article;Quote;Code\r\na.txt;treize;killed\r\n",
        "ARTICLE\tquote\tCode \na.txt\ttreize\tKilled\n",
        "article,quote,code\n\"a.txt\",treize,killed\n,,\n",
    ] {
        let planned = import(&[("x.csv", text)]);
        assert_eq!((planned.added, planned.refused.len()), (1, 0), "{text}: {:?}", planned.refused);
    }
    let unknown = import(&[("x.csv", "article,quote,code,colour of the cover\na.txt,treize,killed,red\n")]);
    assert!(unknown.warnings[0].contains("not read, because unknown: colour of the cover"));
}

#[test]
fn rows_that_contradict_each_other_are_refused_with_the_line_of_the_first() {
    let (project, _) = small();
    let (id, annotation) = project.annotations.iter().next().unwrap();
    let header = "annotation_id,article,quote,memo";
    let row = |memo: &str| format!("{id},\"{}\",{},{memo}", PATH.replace('"', "\"\""), annotation.quote);
    let text = format!("{header}\n{}\n{}\n{}\n", row("x"), row("x"), row("y"));
    let planned = import_into(&project, &[("annotations.csv", &text)]);
    assert_eq!(
        messages(&planned),
        ["4 annotation_id: Line 2 has the same id and other values; keep one of the two."]
    );
    assert_eq!((planned.changed, planned.unchanged), (1, 1));

    let incident = project.incidents.iter().next().unwrap().0;
    let text = format!(
        "incident_id,country,side,outcome,best\n{incident},Mali,,killed,13\n{incident},Niger,,wounded,2\n{incident},Mali,,killed,14\n"
    );
    let planned = import_into(&project, &[("incidents.csv", &text)]);
    assert_eq!(
        messages(&planned),
        [
            "3 incident_id: Line 2 says other things of the same incident; make them the same.",
            "4 outcome: Line 2 gives the same side and outcome; keep one of the two.",
        ]
    );
}

#[test]
fn rings_are_refused_and_swaps_are_not() {
    let (mut project, mut stamp) = small();
    let ids: Vec<IncidentId> = project.incidents.iter().map(|(id, _)| id).collect();
    let (a, b) = (ids[0], ids[1]);
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    draft.update::<Incident>(a, |incident| incident.joined_to = Some(b));
    project.apply(&draft.finish("Join").unwrap()).unwrap();
    let rows = |b_to: String, a_to: &str| format!("incident_id,joined_to\n{b},{b_to}\n{a},{a_to}\n");
    let ring = import_into(&project, &[("incidents.csv", &rows(a.to_string(), &b.to_string()))]);
    assert_eq!(ring.edit, None);
    assert!(messages(&ring)[0].starts_with("2 joined_to: The incident would be joined to itself"));
    let swap = import_into(&project, &[("incidents.csv", &rows(a.to_string(), ""))]);
    assert_eq!((swap.refused.len(), swap.changed), (0, 2));
    let nowhere = import_into(&project, &[("incidents.csv", &rows("elsewhere".to_owned(), &b.to_string()))]);
    assert!(messages(&nowhere)[0].contains("2 joined_to: There is no incident “elsewhere”"));

    let follows = "operation,follows,begins,ends\nServal,Barkhane,,\nChammal,Licorne,,\nBarkhane,Serval,2020-01-02,2020-01-01\n";
    let planned = import_into(&project, &[("operations.csv", follows)]);
    assert!(
        messages(&planned).iter().any(|why| why.contains("2 follows: The operation would follow itself")),
        "{:?}",
        messages(&planned)
    );
    assert!(messages(&planned).iter().any(|why| why.contains("3 follows: There is no operation “Licorne”")));
    assert!(
        messages(&planned).iter().any(|why| why.contains("4 ends: The operation would end before it begins"))
    );
    let codes = import_into(&project, &[("codebook.csv", "code,parent\nunit,place\nplace,unit\n")]);
    assert!(messages(&codes)[0].contains("2 parent: The code would stand above itself"));
    assert_eq!((codes.refused.len(), codes.changed), (1, 1), "without the first, the second is no ring");
}

#[test]
fn ids_that_lead_nowhere_are_refused() {
    let (project, _) = begun(9, "Ada");
    let id = "018bcfe5-687b-7000-8006-c45d18800945";
    let links = format!("from,relation,to,value\n{id},evidence,{id},\n{id},like,{id},\nx,evidence,,\n");
    let planned = import_into(&project, &[("links.csv", &links)]);
    assert_eq!(planned.refused.len(), 3);
    assert!(messages(&planned)[0].contains("2 from: There is no annotation 018bcfe5"));
    assert!(messages(&planned)[1].contains("3 relation: “like” is none of kept apart, evidence"));
    let totals = format!("annotation_id,reported\n{id},3\n,3\n");
    assert!(
        messages(&import_into(&project, &[("totals.csv", &totals)]))[0].contains("There is no such total")
    );
    let marks = format!(
        "annotation_id,article,code,quote,kind,outcome,date_incident\n{id},a.txt,killed,treize,incident,killed,{id}\nA1,a.txt,killed,treize,,,\n"
    );
    let planned = import_into(&project, &[("annotations.csv", &marks)]);
    assert!(messages(&planned)[0].contains("2 date_incident: There is no incident"));
    assert!(messages(&planned)[1].contains("3 annotation_id: “A1” is not an id"));
}

/// What is refused is refused by name, and a total never comes to an incident by a row with an id.
#[test]
fn rows_that_check_would_find_unsound_are_refused() {
    let id = "0190a5d0-0000-7000-8000-000000000001";
    let cases = [
        ("sep=;\narticle;quote;code\n".to_owned(), "first line, “sep=;”"),
        ("SEP=,\narticle,quote,code\n".to_owned(), "first line, “SEP=,”"),
        (
            format!(
                "annotation_id,article,quote,code,kind,incident_id\n{id},a.txt,treize,total,total,{id}\n"
            ),
            "A total belongs to no incident",
        ),
        (
            format!(
                "annotation_id,article,quote,code,prefix\n{id},a.txt,treize,place,words that are not there\n"
            ),
            "do not stand beside the passage",
        ),
    ];
    for (text, expected) in cases {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("annotations.csv");
        std::fs::write(&path, &text).unwrap();
        let (project, _) = super::sample::begun(9, "Ada");
        let blank = |passage: &crate::exchange::Passage<'_>| {
            tollbook_core::model::Claim::blank(passage.kind, passage.outcome)
        };
        let articles = super::back::everywhere(project.id());
        let planned =
            crate::exchange::plan(&project, &[path], &articles, &blank, "Ada", &mut super::sample::stamp(7))
                .unwrap();
        assert!(planned.edit.is_none(), "{text}");
        assert!(planned.refused[0].to_string().contains(expected), "{text}: {}", planned.refused[0]);
    }
}

#[cfg(unix)]
#[test]
fn a_device_is_refused_at_once() {
    let (project, _) = super::sample::begun(9, "Ada");
    let blank = |passage: &crate::exchange::Passage<'_>| {
        tollbook_core::model::Claim::blank(passage.kind, passage.outcome)
    };
    let articles = super::back::everywhere(project.id());
    let files = [std::path::PathBuf::from("/dev/zero")];
    let planned =
        crate::exchange::plan(&project, &files, &articles, &blank, "Ada", &mut super::sample::stamp(7))
            .unwrap();
    assert!(planned.refused[0].why.contains("no ordinary file"), "{}", planned.refused[0]);
}
