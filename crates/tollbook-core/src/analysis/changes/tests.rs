use super::*;
use crate::analysis::fixture::{Story, story};

/// What differs between the state of a story and the same after more lines.
fn after(begin: &str, more: &str) -> ProjectChanges {
    let mut example: Story = story(begin);
    let before = example.project.clone();
    example.tell(more);
    ProjectChanges::between(&before, &example.project, &Query::everything())
}

fn fields(changes: &ProjectChanges, thing: &str) -> Vec<(String, String, String)> {
    let facts = changes.facts.iter().filter(|fact| fact.thing == thing);
    facts
        .flat_map(|fact| &fact.fields)
        .map(|field| (field.field.clone(), field.before.clone(), field.after.clone()))
        .collect()
}

const BEGIN: &str =
    "operation Barkhane begins=2014-08-01\narticle a 2019-11-27\nkilled k 13 date=2019-11-25 op=Barkhane";

#[test]
fn a_changed_count_is_told_with_the_bar_that_it_changes() {
    let changes = after(BEGIN, "set k count=12");
    let best = fields(&changes, "claim").into_iter().find(|(field, ..)| field == "count best");
    assert_eq!(best, Some(("count best".to_owned(), "13".to_owned(), "12".to_owned())));
    let bars: Vec<_> = changes.bars.iter().map(|bar| (&*bar.name, &*bar.before, &*bar.after)).collect();
    assert_eq!(bars, [("Barkhane, killed, November 2019", "13", "12")]);
    assert_eq!(changes.summary(), "1 annotation, 1 bar of the chart");
}

#[test]
fn a_removed_annotation_is_named_by_its_words_and_its_bar_is_gone() {
    let changes = after(BEGIN, "delete k");
    let removed = changes.facts.iter().find(|fact| fact.thing == "annotation").unwrap();
    assert_eq!(removed.fate, RowFate::Removed);
    assert!(removed.subject.starts_with('“') && removed.subject.contains(" in "), "{}", removed.subject);
    let claim = changes.facts.iter().find(|fact| fact.thing == "claim").unwrap();
    assert!(claim.subject.starts_with('“'), "{}", claim.subject);
    assert_eq!(changes.bars.len(), 1);
    assert_eq!((&*changes.bars[0].before, &*changes.bars[0].after), ("13", ""));
}

#[test]
fn ids_are_told_by_the_names_of_what_they_name() {
    let changes = after(BEGIN, "operation Takuba begins=2020-03-27\nset k op=Takuba");
    let named = fields(&changes, "claim").into_iter().find(|(field, ..)| field == "operations");
    assert_eq!(named, Some(("operations".to_owned(), "Barkhane".to_owned(), "Takuba".to_owned())));
    for (.., before, after) in fields(&changes, "claim") {
        for value in [before, after] {
            assert!(Uuid::parse_str(&value).is_err(), "a bare id is told: {value}");
        }
    }
}

#[test]
fn two_equal_states_differ_in_nothing() {
    let example = story(BEGIN);
    let changes = ProjectChanges::between(&example.project, &example.project.clone(), &Query::everything());
    assert!(changes.is_nothing());
    assert_eq!(changes.summary(), "nothing differs");
}

#[test]
fn the_changes_from_one_state_to_another_make_the_one_into_the_other() {
    let mut example = story(BEGIN);
    let before = example.project.clone();
    example.tell(
        "killed l 2 date=2019-12-01 op=Barkhane\nset k count=12\njoin l k\narticle a independent_source=AFP",
    );
    let changes = before.changes_to(&example.project);
    let mut made = before.clone();
    let edit = crate::model::Edit {
        id: crate::model::EditId(Uuid::nil()),
        label: String::new(),
        coder: example.stamp.coder,
        at: example.stamp.at,
        undoes: None,
        part_of: None,
        parts: Vec::new(),
        changes,
    };
    made.apply(&edit).unwrap();
    assert_eq!(made, example.project);
}
