use jiff::civil::date;

use super::*;
use crate::analysis::fixture::story;
use crate::model::{DateBasis, OperationBasis};

const TEXT: &str = "Nine killed near Gorda\n\nBAMAKO, 4 May - Three French soldiers were killed on Monday when a mine \
    exploded near Ansongo in Mali, the ministry said. Two villagers and a guide were also hurt.\n\nThe deaths bring to \
    41 the number of French soldiers killed under Operation Barkhane since 2014. Gunmen killed nine guards in March.";

/// The claim of the first place where `words` stand.
fn claim(words: &str, kind: Kind, outcome: Option<Outcome>) -> (Project, Claim) {
    let story = story("");
    let start = TEXT.find(words).unwrap();
    let passage = Passage {
        text: TEXT,
        span: start..start + words.len(),
        article: ArticleId(uuid::Uuid::nil()),
        published: Some(DateRange::day(date(2016, 5, 4))),
    };
    let claim = resolve_passage(&story.project, &story.answers, &passage, kind, outcome);
    (story.project, claim)
}

#[test]
fn words_of_the_people_select_their_statement() {
    let (project, read) = claim("Three French soldiers", Kind::Incident, Some(Outcome::Killed));
    assert_eq!(read.count.best, Some(3));
    assert_eq!(project.entry_name(read.side), "French forces");
    assert_eq!(read.date, Some(DateRange::day(date(2016, 5, 2))));
    assert_eq!((read.date_basis, read.date_as_written.as_str()), (Some(DateBasis::Article), "Monday"));
    assert_eq!((read.country.as_str(), project.entry_name(read.cause)), ("Mali", "mine"));
    assert_eq!(read.operations_basis, Some(OperationBasis::Inferred));
    assert_eq!(read.hostile, Some(Hostile::Yes));
}

#[test]
fn a_passage_may_select_some_of_the_people_who_are_joined() {
    let (_, all) = claim("Two villagers and a guide", Kind::Incident, Some(Outcome::Wounded));
    let (_, some) = claim("Two villagers", Kind::Incident, Some(Outcome::Wounded));
    assert_eq!((all.count.best, some.count.best), (Some(3), Some(2)));
}

#[test]
fn a_sentence_selects_the_statement_of_its_outcome() {
    let (_, read) = claim("Gunmen killed nine guards in March.", Kind::Incident, Some(Outcome::Killed));
    assert_eq!(read.count.best, Some(9));
    assert_eq!(
        read.date,
        Some(DateRange::new(date(2016, 3, 1), date(2016, 3, 31), crate::model::Precision::Month).unwrap())
    );
}

#[test]
fn the_operation_of_a_total_is_the_one_that_its_sentence_names() {
    let (project, read) = claim("to 41", Kind::Total, Some(Outcome::Killed));
    assert_eq!(read.count.best, Some(41));
    let names: Vec<&str> = read.operations.iter().map(|id| project.operation_name(Some(*id))).collect();
    assert_eq!(names, ["Barkhane"]);
}

#[test]
fn words_that_name_nobody_give_a_blank_claim() {
    let (_, read) = claim("exploded", Kind::Incident, Some(Outcome::Missing));
    assert!(read.count.is_blank() && read.side.is_none() && read.victims.is_empty(), "{read:?}");
}

#[test]
fn each_statement_is_suggested_with_its_words_and_certainty() {
    let story = story("");
    let published = Some(DateRange::day(date(2016, 5, 4)));
    let all =
        suggestions(&story.project, &story.answers, ArticleId(uuid::Uuid::nil()), TEXT, published, None);
    let words: Vec<&str> = all.iter().map(|suggestion| &TEXT[suggestion.span.clone()]).collect();
    assert!(words.contains(&"Three French soldiers") && words.contains(&"nine guards"), "{words:?}");
    assert!(all.iter().all(|suggestion| suggestion.certainty > 50 && !suggestion.reason.is_empty()));
}

#[test]
fn a_number_that_no_claim_may_hold_stays_as_written() {
    let story = story("");
    let text = "Then 99999999999999999999999 soldiers were killed.";
    let read =
        suggestions(&story.project, &story.answers, ArticleId(uuid::Uuid::nil()), text, None, Some("en"));
    assert!(read[0].claim.count.is_blank(), "{:?}", read[0].claim.count);
    assert_eq!(read[0].claim.count_as_written, "99999999999999999999999");
}

#[test]
fn the_day_on_which_somebody_died_of_wounds_is_the_day_of_death() {
    let story = story("");
    let text = "A third soldier died of his wounds on Sunday in a hospital in Dakar.";
    let article = ArticleId(uuid::Uuid::nil());
    let passage = Passage { text, span: 0..15, article, published: Some(DateRange::day(date(2016, 5, 4))) };
    let read =
        resolve_passage(&story.project, &story.answers, &passage, Kind::Incident, Some(Outcome::Killed));
    assert!(read.died_of_wounds);
    assert_eq!((read.date, read.death_date), (None, Some(date(2016, 5, 1))));
    assert_eq!((read.place.as_str(), read.country.as_str()), ("", ""));
}

#[test]
fn cells_of_a_table_are_no_sentence_together() {
    let story = story("");
    let suggested = |text: &str| {
        let all = suggestions(&story.project, &story.answers, ArticleId(uuid::Uuid::nil()), text, None, None);
        all.iter().map(|suggestion| text[suggestion.span.clone()].to_owned()).collect::<Vec<_>>()
    };
    let table = "District\tSoldiers killed\tWounded\nGorda\t3\t11\nSan Roque\t12\t4\n";
    let over_cells = suggested(table).into_iter().find(|words| words.contains(['\t', '\n']));
    assert_eq!(over_cells, None);
    assert_eq!(suggested("Gorda\tThree soldiers were killed at the ford on Monday.\n"), ["Three soldiers"]);
}
