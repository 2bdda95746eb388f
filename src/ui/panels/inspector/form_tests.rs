//! Stories of the form: the keyboard alone, and what it does to the claim.

use eframe::egui::{self, Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

use super::total::{LEAVE_OUT, SAYS_OTHER};
use crate::ui::test_support::{Story, TestWindow, bench};
use tollbook_core::model::{
    AnnotationId, ClaimField, ClaimStatus, ClaimType, DateBasis, DateRange, Figures, Kind, Outcome,
};
use tollbook_state::AnnotationAction;
use tollbook_state::{Action, ClaimEdit};

const ARTICLE: &str = "helicopters.txt";

/// The form of the thirteen, just annotated, and of the wounded man, annotated before.
fn opened() -> (Harness<'static, TestWindow>, AnnotationId, AnnotationId) {
    let mut story = Story::new();
    let wounded = story.annotate(ARTICLE, "One man", ClaimType::Wounded);
    let killed = story.annotate(ARTICLE, "Thirteen French soldiers", ClaimType::Killed);
    (bench(story), killed, wounded)
}

fn form<'a>(harness: &'a Harness<'static, TestWindow>) -> Node<'a> {
    harness.root()
}

fn field<'a>(harness: &'a Harness<'static, TestWindow>, label: &'a str) -> Node<'a> {
    form(harness).get_by_label(label)
}

fn focused(harness: &Harness<'static, TestWindow>) -> String {
    let focused = harness.root().query_all_by(|node| node.is_focused()).next();
    focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn type_text(harness: &mut Harness<'static, TestWindow>, text: &str) {
    for letter in text.chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.step();
    }
}

fn press(harness: &mut Harness<'static, TestWindow>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn is_open(harness: &Harness<'static, TestWindow>) -> bool {
    harness.state().story.open().is_in_form()
}

#[test]
fn the_count_has_the_keyboard_and_enter_hands_over_what_was_typed() {
    let (mut harness, killed, _) = opened();
    assert_eq!(focused(&harness), "Count");
    type_text(&mut harness, "6-8");
    press(&mut harness, Key::Enter);
    assert!(!is_open(&harness), "Enter goes back to the text");
    let claim = harness.state().story.claim(killed);
    assert_eq!(claim.count, Figures { low: Some(6), best: None, high: Some(8) });
    assert!(claim.set_by_coder.contains(ClaimField::Count));
}

#[test]
fn escape_leaves_the_form_and_what_was_being_typed() {
    let (mut harness, killed, _) = opened();
    let before = harness.state().story.claim(killed).clone();
    type_text(&mut harness, "99");
    press(&mut harness, Key::Escape);
    assert!(!is_open(&harness));
    assert_eq!(harness.state().story.claim(killed), &before);
}

#[test]
fn what_cannot_be_read_stays_with_a_sentence_and_the_keyboard_stays_too() {
    let (mut harness, killed, _) = opened();
    let before = harness.state().story.claim(killed).clone();
    type_text(&mut harness, "plenty");
    press(&mut harness, Key::Enter);
    assert!(is_open(&harness));
    assert_eq!(focused(&harness), "Count");
    assert_eq!(field(&harness, "Count").value().as_deref(), Some("plenty"));
    assert!(form(&harness).query_by_label_contains("“plenty” is no count").is_some());
    assert_eq!(harness.state().story.claim(killed), &before);

    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    type_text(&mut harness, "at least 6");
    press(&mut harness, Key::Enter);
    assert!(!is_open(&harness));
    let count = harness.state().story.claim(killed).count;
    assert_eq!(count, Figures::at_least(6));
}

#[test]
fn tab_goes_through_the_fields_in_the_order_of_reading() {
    let (mut harness, ..) = opened();
    let mut order = vec![focused(&harness)];
    for _ in 0..11 {
        press(&mut harness, Key::Tab);
        order.push(focused(&harness));
    }
    let expected = [
        "Count",
        "Date",
        "Operation",
        "Side",
        "Country",
        "Place",
        "Cause",
        "Hostile",
        "Victims",
        "Said by",
        "Date counted from",
        "Of wounds",
    ];
    assert_eq!(order, expected);
}

#[test]
fn an_operation_is_chosen_by_its_first_letters() {
    let (mut harness, killed, _) = opened();
    (0..2).for_each(|_| press(&mut harness, Key::Tab));
    assert_eq!(focused(&harness), "Operation");
    type_text(&mut harness, "cha");
    harness.run();
    assert!(harness.query_by_label("Chammal").is_some(), "typing opens the list");
    assert!(harness.query_by_label("Serval").is_none(), "and narrows it");
    press(&mut harness, Key::Enter);
    assert!(is_open(&harness), "the first Enter takes the operation");
    let story = &harness.state().story;
    let chammal = story.open().project.operation_named("Chammal").unwrap();
    assert_eq!(story.claim(killed).operations, [chammal]);
    assert_eq!(focused(&harness), "Operation");
    press(&mut harness, Key::Enter);
    assert!(!is_open(&harness), "the second goes back to the text");
}

#[test]
fn an_open_list_is_left_with_escape_and_the_form_stays() {
    let (mut harness, killed, _) = opened();
    let before = harness.state().story.claim(killed).clone();
    (0..2).for_each(|_| press(&mut harness, Key::Tab));
    press(&mut harness, Key::ArrowDown);
    assert!(harness.query_by_label("Serval").is_some());
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("Serval").is_none());
    assert!(is_open(&harness));
    assert_eq!(harness.state().story.claim(killed), &before);
}

#[test]
fn the_sign_of_equality_joins_to_the_incident_on_offer_and_split_takes_it_back() {
    let (mut harness, killed, wounded) = opened();
    harness.state_mut().story.make_alike(&[killed, wounded]);
    harness.run();
    let incident = |harness: &Harness<'static, TestWindow>, id| {
        harness.state().story.open().answers.index.incident_of(id)
    };
    assert_ne!(incident(&harness, killed), incident(&harness, wounded));
    type_text(&mut harness, "=");
    harness.run();
    assert_eq!(incident(&harness, killed), incident(&harness, wounded));
    assert!(is_open(&harness));
    let count = harness.state().story.claim(killed).count;
    assert_eq!(count, Figures::exactly(13), "the sign is not typed into the count");

    form(&harness).get_by_label("Split").click();
    harness.run();
    assert_ne!(incident(&harness, killed), incident(&harness, wounded));
}

#[test]
fn the_sign_of_equality_joins_once_and_never_to_what_cannot_be_the_same() {
    let (mut harness, killed, wounded) = opened();
    let part = harness.state_mut().story.annotate(ARTICLE, "seven comrades", ClaimType::Part);
    let old = harness.state_mut().story.annotate(ARTICLE, "Their loss", ClaimType::Background);
    let year = DateRange::year(jiff::civil::date(1983, 1, 1));
    harness.state_mut().story.edit(old, [ClaimEdit::Date(Some(year), Some(DateBasis::Stated))]);
    let incident = |harness: &Harness<'static, TestWindow>, id| {
        harness.state().story.open().answers.index.incident_of(id)
    };
    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::Show(part)));
    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::OpenForm));
    harness.run();
    type_text(&mut harness, "=");
    harness.run();
    assert_eq!(incident(&harness, part), incident(&harness, killed), "not to what stands nearest");
    type_text(&mut harness, "=");
    harness.run();
    assert!(harness.query_by_label_contains("It is joined already").is_some());
    assert_ne!(incident(&harness, part), incident(&harness, wounded));

    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::Show(old)));
    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::OpenForm));
    harness.run();
    type_text(&mut harness, "=");
    harness.run();
    assert!(harness.query_by_label_contains("No incident on offer fits").is_some());
    assert_ne!(incident(&harness, old), incident(&harness, killed));
}

#[test]
fn alt_and_a_number_join_and_type_nothing() {
    let mut story = Story::new();
    let wounded = story.annotate(ARTICLE, "One man", ClaimType::Wounded);
    let seven = story.annotate(ARTICLE, "The seven comrades", ClaimType::Killed);
    let killed = story.annotate(ARTICLE, "Thirteen French soldiers", ClaimType::Killed);
    story.make_alike(&[wounded, seven, killed]);
    story.tell(Action::Annotation(AnnotationAction::OpenForm));
    let mut harness = bench(story);
    let before = harness.state().story.claim(killed).clone();
    // As the system gives it: the key, and what it would type.
    let with_alt = |harness: &mut Harness<'static, TestWindow>, key, text: &str| {
        let (physical_key, repeat, modifiers) = (None, false, Modifiers::ALT);
        let events = &mut harness.input_mut().events;
        events.push(Event::Key { key, physical_key, pressed: true, repeat, modifiers });
        events.push(Event::Text(text.to_owned()));
        harness.run();
    };
    with_alt(&mut harness, Key::Num9, "9");
    with_alt(&mut harness, Key::Num2, "2");
    let open = harness.state().story.open();
    let root = open.answers.index.incident_of(killed).unwrap();
    assert_eq!(open.answers.index.claims(root).len(), 2, "there is no ninth offer; the second was taken");
    assert_eq!(field(&harness, "Count").value().as_deref(), Some("13"));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().story.claim(killed), &before);
}

#[test]
fn the_field_with_the_keyboard_is_scrolled_into_view() {
    let (mut harness, ..) = opened();
    harness.set_size(eframe::egui::vec2(1280.0, 360.0));
    harness.run();
    for _ in 0..12 {
        press(&mut harness, Key::Tab);
        let node = harness.root().query_all_by(|node| node.is_focused()).next().unwrap();
        let rect = node.rect();
        assert!(rect.top() > 60.0 && rect.bottom() <= 360.0, "{}: {rect:?}", focused(&harness));
    }
}

#[test]
fn words_are_not_shown_as_the_source_of_what_the_coder_set() {
    let (mut harness, ..) = opened();
    assert!(form(&harness).query_by_label("“Thirteen”").is_some());
    type_text(&mut harness, "1");
    press(&mut harness, Key::Tab);
    assert!(form(&harness).query_by_label("“Thirteen”").is_none());
    assert!(form(&harness).query_by_label("instead of “Thirteen”").is_some());
}

#[test]
fn the_sign_of_equality_is_a_letter_where_words_are_typed() {
    let (mut harness, killed, wounded) = opened();
    field(&harness, "Victims").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    type_text(&mut harness, "a=b");
    press(&mut harness, Key::Enter);
    let story = &harness.state().story;
    assert_eq!(story.claim(killed).victims, "a=b");
    let index = &story.open().answers.index;
    assert_ne!(index.incident_of(killed), index.incident_of(wounded));
}

#[test]
fn a_date_is_corrected_and_read_from_the_words_again() {
    let (mut harness, killed, _) = opened();
    let read = harness.state().story.claim(killed).clone();
    // What is typed replaces what stands in a field that Tab comes to.
    press(&mut harness, Key::Tab);
    type_text(&mut harness, "2019-11-24");
    press(&mut harness, Key::Tab);
    let claim = harness.state().story.claim(killed);
    assert_eq!(claim.date.map(|date| date.to_string()).as_deref(), Some("2019-11-24"));
    assert_eq!(claim.date_basis, Some(DateBasis::Coder));
    assert!(is_open(&harness));

    form(&harness).get_by_label("Take back date").click();
    harness.run();
    assert_eq!(harness.state().story.claim(killed), &read);
}

#[test]
fn alt_and_backspace_in_a_field_takes_back_what_was_set_in_it() {
    let (mut harness, killed, _) = opened();
    let read = harness.state().story.claim(killed).clone();
    type_text(&mut harness, "14");
    press(&mut harness, Key::Tab);
    assert_eq!(harness.state().story.claim(killed).count, Figures::exactly(14));
    field(&harness, "Count").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::ALT, Key::Backspace);
    harness.run();
    assert_eq!(harness.state().story.claim(killed), &read);
}

#[test]
fn kind_outcome_and_standing_are_the_heading() {
    let (mut harness, killed, _) = opened();
    for (chooser, choice) in [("Status", "Disputed"), ("Outcome", "Missing"), ("Kind", "Part")] {
        field(&harness, chooser).click();
        harness.run();
        harness.get_by_label(choice).click();
        harness.run();
    }
    let claim = harness.state().story.claim(killed);
    assert_eq!(
        (claim.status, claim.outcome, claim.kind),
        (ClaimStatus::Disputed, Some(Outcome::Missing), Kind::Part)
    );
    assert!(
        form(&harness)
            .query_by_label(crate::ui::panels::inspector::claim_form::NO_OVERLAP_WITH_OTHER_PARTS)
            .is_some(),
        "a part may be exclusive"
    );
}

#[test]
fn a_total_has_its_scope() {
    let mut story = Story::new();
    let total = story.annotate(ARTICLE, "to 38", ClaimType::Total);
    let mut harness = bench(story);
    field(&harness, "Where").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    type_text(&mut harness, "sahel, Libya");
    press(&mut harness, Key::Enter);
    let story = &harness.state().story;
    let claim = story.claim(total);
    assert_eq!(claim.scope_countries.last().map(String::as_str), Some("Libya"));
    let areas: Vec<&str> =
        claim.scope_areas.iter().map(|&id| story.open().project.entry_name(Some(id))).collect();
    assert_eq!(areas, ["Sahel"], "a name of the list of areas is an area");
}

#[test]
fn nothing_can_be_typed_into_a_project_that_cannot_be_edited() {
    let mut story = Story::new();
    let killed = story.annotate(ARTICLE, "Thirteen French soldiers", ClaimType::Killed);
    if let Some(open) = &mut story.state.workspace {
        open.save.read_only = Some("another program has it open.".to_owned());
    }
    let before = story.claim(killed).clone();
    story.tell(Action::Annotation(AnnotationAction::OpenForm));
    let mut harness = bench(story);
    type_text(&mut harness, "5");
    press(&mut harness, Key::Escape);
    assert!(!is_open(&harness));
    assert_eq!(harness.state().story.claim(killed), &before);
}

#[test]
fn a_total_that_says_other_can_leave_out_what_its_article_tells_beside_it() {
    let text = "A French soldier was killed in Iraq on 28 August 2023. Two other French soldiers died in Iraq and Syria \
                in August.";
    let mut story = Story::of_articles(&[("august.txt", "2023-08-30", "A paper", text)]);
    let incident = story.annotate("august.txt", "A French soldier", ClaimType::Killed);
    let total = story.annotate("august.txt", "Two other French soldiers", ClaimType::Total);
    let side = story.claim(incident).side;
    let root = story.open().answers.index.incident_of(incident).unwrap();
    let month = DateRange::day("2023-08-28".parse().unwrap());
    story.edit(incident, [ClaimEdit::Date(Some(month), None)]);
    story.edit(
        total,
        [ClaimEdit::Outcome(Some(Outcome::Killed)), ClaimEdit::Side(side), ClaimEdit::Operations(Vec::new())],
    );
    story.tell(Action::Annotation(AnnotationAction::Show(total)));
    let mut harness = bench(story);
    harness.get_by_label(SAYS_OTHER);
    let counted = |harness: &Harness<'static, TestWindow>| {
        harness.state().story.open().answers.totals.get(total).unwrap().counted.best
    };
    assert_eq!(counted(&harness), Some(1));
    harness.get_by_label_contains(LEAVE_OUT).click_accesskit();
    harness.run();
    assert_eq!(counted(&harness), Some(0));
    assert!(harness.query_by_label(SAYS_OTHER).is_none());
    let excluded =
        harness.state().story.open().answers.totals.members(&harness.state().story.open().answers, total);
    assert_eq!(excluded.excluded, [root]);
}

#[test]
fn several_countries_are_set_at_once_in_the_words_of_the_article() {
    let (mut harness, killed, _) = opened();
    harness.state_mut().story.edit(killed, [ClaimEdit::Kind(Kind::Total)]);
    harness.run();
    field(&harness, "Where").focus();
    harness.run();
    type_text(&mut harness, "iraq and syria");
    press(&mut harness, Key::Enter);
    let claim = harness.state().story.claim(killed);
    assert!(
        claim.scope_countries.ends_with(&["Iraq".to_owned(), "Syria".to_owned()]),
        "{:?}",
        claim.scope_countries
    );
    // Enter puts the list away, and takes nothing out again.
    let before = claim.scope_countries.clone();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().story.claim(killed).scope_countries, before);
    assert!(is_open(&harness));
    press(&mut harness, Key::Enter);
    assert!(!is_open(&harness), "and the next goes back to the text");
}

#[test]
fn a_place_that_is_in_no_list_is_said_to_be_unknown() {
    let (mut harness, killed, _) = opened();
    let is_warned = |harness: &Harness<'static, TestWindow>| {
        harness.query_all_by_label_contains("is neither a country nor an area").next().is_some()
    };
    assert!(!is_warned(&harness));
    harness.state_mut().story.edit(killed, [ClaimEdit::Country("Atlantis".to_owned())]);
    harness.run();
    assert!(is_warned(&harness));
}

#[test]
fn what_is_not_set_stands_first_in_its_list_and_the_list_opens_there() {
    let (mut harness, killed, _) = opened();
    harness.state_mut().story.edit(killed, [ClaimEdit::Cause(None)]);
    harness.run();
    harness.get_by_label("Cause").focus();
    harness.run();
    press(&mut harness, Key::ArrowDown);
    let list = harness.get_by_label("Not set").rect();
    let others = harness.query_all_by_role(egui::accesskit::Role::ListBoxOption);
    assert!(others.into_iter().all(|other| other.rect().top() >= list.top()));
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert!(harness.state().story.claim(killed).cause.is_some());
}

#[test]
fn changing_the_kind_keeps_date_and_country() {
    let (mut harness, killed, _) = opened();
    let story = &mut harness.state_mut().story;
    let day = DateRange::day("2019-11-25".parse().unwrap());
    story.edit(killed, [ClaimEdit::Date(Some(day), None), ClaimEdit::Country("Mali".to_owned())]);
    for kind in [Kind::Total, Kind::Strength, Kind::Total, Kind::Background, Kind::Part, Kind::Incident] {
        story.edit(killed, [ClaimEdit::Kind(kind)]);
        let claim = story.claim(killed);
        let known = match kind {
            Kind::Total => (claim.as_of, claim.scope_countries.first()),
            _ => (claim.date, Some(&claim.country)),
        };
        assert_eq!(known, (Some(day), Some(&"Mali".to_owned())), "{kind}");
    }
    // What is first a total and is none.
    story.edit(killed, [ClaimEdit::Kind(Kind::Total), ClaimEdit::AsOf(Some(day))]);
    story.edit(killed, [ClaimEdit::Scope(vec!["Niger".to_owned()], Vec::new())]);
    story.edit(killed, [ClaimEdit::Kind(Kind::Strength)]);
    assert_eq!(story.claim(killed).country, "Mali", "what the coder has filled stays");
}
