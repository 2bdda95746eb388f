use eframe::egui::{self, Key, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tollbook_state::Area;
use tollbook_state::{AnnotationAction, ProjectAction, TotalAction};

use super::*;
use crate::ui::test_support::Story;
use tollbook_core::model::{ClaimType, DateRange, Figures, Hostile, Outcome, Precision};
use tollbook_state::{ClaimEdit, Remainder};

/// Thirteen and two killed under Barkhane; totals of 38 in November and of 45 in December.
fn marked() -> (Story, [AnnotationId; 2]) {
    let mut story = Story::new();
    let barkhane = story.open().project.operation_named("Barkhane").unwrap();
    let side = story.open().project.recorded_side();
    let day = |day: &str| Some(DateRange::day(day.parse().unwrap()));
    let fields = |n: u64| {
        [ClaimEdit::Side(side), ClaimEdit::Operations(vec![barkhane]), ClaimEdit::Count(Figures::exactly(n))]
    };
    for (path, words, n, date) in [
        ("helicopters.txt", "Thirteen French soldiers", 13, "2019-11-25"),
        ("mourning.txt", "two dead", 2, "2019-12-01"),
    ] {
        let id = story.annotate(path, words, ClaimType::Killed);
        story.edit(id, fields(n));
        story.edit(id, [ClaimEdit::Date(day(date), None), ClaimEdit::Hostile(Some(Hostile::Yes))]);
    }
    let totals =
        [("helicopters.txt", "38", 38, "2019-11-26"), ("doubts.txt", "12 soldiers", 45, "2019-12-02")].map(
            |(path, words, n, as_of)| {
                let id = story.annotate(path, words, ClaimType::Total);
                story.edit(id, fields(n));
                let no_definition = ClaimEdit::Definition(None);
                story.edit(
                    id,
                    [
                        ClaimEdit::AsOf(day(as_of)),
                        ClaimEdit::AsOfIncident(None),
                        ClaimEdit::From(None),
                        no_definition,
                    ],
                );
                story.edit(
                    id,
                    [ClaimEdit::Scope(Vec::new(), Vec::new()), ClaimEdit::Outcome(Some(Outcome::Killed))],
                );
                id
            },
        );
    story.tell(Action::Focus(Area::Text));
    (story, totals)
}

struct TestWindow {
    story: Story,
    local: State,
}

fn bench(story: Story) -> Harness<'static, TestWindow> {
    let frame = |ui: &mut Ui, bench: &mut TestWindow| {
        let mut actions = Vec::new();
        show(ui, &bench.story.state, &mut bench.local, &mut actions);
        actions.into_iter().for_each(|action| drop(bench.story.tell(action)));
    };
    let builder = Harness::builder().with_size([1200.0, 500.0]).with_step_dt(1.0 / 60.0);
    let builder = builder.with_context_setup(theme::install);
    let mut harness = builder.build_ui_state(frame, TestWindow { story, local: State::default() });
    harness.run();
    harness
}

fn press(harness: &mut Harness<'_, TestWindow>, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// The totals that are shown, from top to bottom, as they are heard.
fn shown(harness: &Harness<'_, TestWindow>) -> Vec<String> {
    let items = harness.query_all_by_role(egui::accesskit::Role::TreeItem);
    items.filter_map(|node| node.accesskit_node().label()).collect()
}

#[test]
fn every_total_is_listed_with_its_verdict_sorted_and_filtered() {
    let (story, _) = marked();
    let mut harness = bench(story);
    let totals = shown(&harness);
    assert_eq!(totals.len(), 2, "{totals:?}");
    assert!(totals[0].starts_with("2019-11-26, "), "{totals:?}");
    let end = "Barkhane, French forces killed, reported 38, counted 13, difference +25, 25 more reported than recorded here (not stated)";
    assert!(totals[0].ends_with(end), "{totals:?}");
    for (press, first) in [("Sort by reported", "38"), ("Sort by reported", "45")] {
        harness.get_by_label(press).click();
        harness.run();
        assert!(shown(&harness)[0].contains(&format!("reported {first}")), "{press} {first}");
    }
    harness.get_by_label(crate::ui::panels::totals::FILTER_TOTALS).focus();
    harness.run();
    harness.get_by_label(crate::ui::panels::totals::FILTER_TOTALS).type_text("12 sold");
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(shown(&harness).len(), 1);
}

#[test]
fn by_keyboard_a_total_unfolds_to_its_incidents_and_each_leads_to_its_words() {
    let (story, [_, later]) = marked();
    let mut harness = bench(story);
    let row = harness.query_all_by_role(egui::accesskit::Role::TreeItem).last().unwrap();
    row.focus();
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().story.open().selection.annotation, Some(later));
    press(&mut harness, Key::ArrowRight);
    harness.get_by_label("Inside: 2 incidents");
    harness.get_by_label(
        "Since 2019-11-26 (38): 7 more reported, 2 more were counted; 5 are missing between them",
    );
    // Past what is missing between them, the remainder and the heading, to the first incident.
    for _ in 0..5 {
        press(&mut harness, Key::ArrowDown);
    }
    press(&mut harness, Key::Enter);
    let open = harness.state().story.open();
    let first = open.answers.incidents().next().unwrap();
    assert_eq!(open.selection.annotation, first.claims.first().copied());
    press(&mut harness, Key::Space);
    harness.get_by_label("Inside: 1 incident");
    harness.get_by_label("Taken out: 1 incident");
    assert_eq!(undo_label(&harness), "Exclude incident from total");
    let taken_out =
        harness.query_all_by_label_contains(crate::ui::panels::totals::line::PUT_BACK).next().unwrap();
    taken_out.click();
    harness.run();
    harness.get_by_label("Inside: 2 incidents");
    assert!(harness.query_by_label_contains("Taken out").is_none());
}

fn undo_label<'a>(harness: &'a Harness<'_, TestWindow>) -> &'a str {
    harness.state().story.open().undo_step().map_or("", |step| step.label.as_str())
}

#[test]
fn what_is_missing_between_two_totals_is_recorded_by_the_coders_wish_alone() {
    let (story, [earlier, later]) = marked();
    let mut harness = bench(story);
    harness.query_all_by_label_contains(crate::ui::panels::totals::line::UNFOLD).last().unwrap().click();
    harness.run();
    harness.get_by_label("Record the 5 missing between them as an incident…").click();
    harness.run();
    assert_eq!(harness.state().story.open().answers.incidents().count(), 2, "nothing is made yet");
    harness.get_by_label(crate::ui::panels::totals::remainder::RECORD).click();
    harness.run();
    assert_eq!(undo_label(&harness), "Record remainder as an incident");
    let open = harness.state().story.open();
    let made = open.answers.incidents().find(|view| view.claims.is_empty()).unwrap();
    let day = |day: &str| day.parse().unwrap();
    assert_eq!(made.date.value, DateRange::new(day("2019-11-27"), day("2019-12-02"), Precision::Range));
    assert_eq!(made.estimates[0].figures, Figures::exactly(5));
    let reason = "“At least 12 soldiers died near Ménaka” reports 7 more as of 2019-12-02 than were reported as of \
                  2019-11-26; 5 of them are in no article.";
    assert_eq!(made.estimates[0].reason, reason);
    // It crosses from November to December, and so is not drawn by month.
    assert!(open.timeline().not_drawn.iter().any(|not_drawn| not_drawn.incident == made.root));
    // It is counted in the later total alone, and its words are the total's.
    let compared = |total| open.answers.totals.get(total).unwrap().counted.best;
    assert_eq!([compared(earlier), compared(later)], [Some(13), Some(20)]);
    assert_eq!(words_of(open, made.root), Action::Annotation(AnnotationAction::Show(later)));
    harness.state_mut().story.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(harness.state().story.open().answers.incidents().count(), 2, "one undo");
}

#[test]
fn a_remainder_of_those_in_combat_is_hostile_and_needs_a_reason() {
    let (mut story, [_, total]) = marked();
    let definition = story.open().project.entry(tollbook_core::model::List::Definition, "in combat");
    story.edit(total, [ClaimEdit::Definition(definition)]);
    let operation = story.open().project.operation_named("Barkhane");
    let date = Some(DateRange::day("2019-12-01".parse().unwrap()));
    let remainder = |figure, reason: &str| {
        let reason = reason.to_owned();
        Action::Total(TotalAction::RecordRemainder(Box::new(Remainder {
            total,
            figure,
            date,
            operation,
            reason,
        })))
    };
    for refused in [remainder(0, "why"), remainder(3, " ")] {
        story.tell(refused);
        assert_eq!(story.open().answers.incidents().count(), 2);
    }
    story.tell(remainder(30, "why"));
    let open = story.open();
    let compared = open.answers.totals.get(total).unwrap();
    assert_eq!(compared.verdict.to_string(), "agrees");
}
