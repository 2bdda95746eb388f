//! Stories of the inspector and the codebook: what is shown, and what a click or a word changes.

use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::coder_estimate::{OWN_FIGURES, REASON, SET, SET_ESTIMATE};
use crate::ui::test_support::{Story, TestWindow, bench};
use tollbook_core::model::{AnnotationId, ClaimType, Figures, Hostile, IncidentId, Kind};
use tollbook_state::Area;
use tollbook_state::{Action, ClaimEdit, IncidentEdit};
use tollbook_state::{AnnotationAction, ArticleAction, ClaimAction, IncidentAction, ProjectAction};
use tollbook_state::{PreferenceChange, Tab};

const HELICOPTERS: &str = "helicopters.txt";
const MOURNING: &str = "mourning.txt";

fn type_into(harness: &mut Harness<'static, TestWindow>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    for letter in text.chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.step();
    }
}

fn press(harness: &mut Harness<'static, TestWindow>, key: Key) {
    harness.key_press(key);
    harness.run();
}

/// Clicks as those do who hear the window: also on what has to be scrolled to.
fn click(harness: &mut Harness<'static, TestWindow>, label: &str) {
    harness.get_by_label(label).click_accesskit();
    harness.run();
}

/// The same with another tab in front.
fn with_tab(mut story: Story, tab: Tab) -> Story {
    story.tell(Action::Preference(PreferenceChange::Tab(tab)));
    story
}

fn incident(story: &Story, claim: AnnotationId) -> IncidentId {
    story.open().answers.index.incident_of(claim).unwrap()
}

/// The thirteen in two articles, joined; the first claim selected, its card closed.
fn joined() -> (Story, AnnotationId, AnnotationId) {
    let mut story = Story::new();
    let first = story.annotate(HELICOPTERS, "Thirteen French soldiers", ClaimType::Killed);
    let second = story.annotate(MOURNING, "the 13 soldiers", ClaimType::Killed);
    let side = story.open().project.recorded_side();
    for id in [first, second] {
        story.edit(id, [ClaimEdit::Side(side)]);
    }
    story.tell(Action::Incident(IncidentAction::Join(incident(&story, second), incident(&story, first))));
    story.tell(Action::Annotation(AnnotationAction::Show(first)));
    (story, first, second)
}

#[test]
fn with_nothing_selected_it_says_what_to_do_and_the_codes_are_a_tab() {
    let mut harness = bench(Story::new());
    assert!(harness.query_by_label(crate::ui::panels::inspector::NOTHING_IS_SELECTED).is_some());
    harness.state_mut().story.tell(Action::Preference(PreferenceChange::Tab(Tab::Codebook)));
    harness.run();
    assert!(harness.query_by_label("killed, 0 annotations").is_some());
}

#[test]
fn every_figure_leads_back_to_its_words() {
    let (story, first, second) = joined();
    let mut harness = bench(story);
    assert!(harness.query_by_label_contains("all sources agree (2 sources)").is_some());
    click(
        &mut harness,
        "13, France mourns the 13 soldiers who died in the collision of two helicopters in the Liptako region",
    );
    let selection = &harness.state().story.open().selection;
    assert_eq!(selection.annotation, Some(second));
    assert_ne!(first, second);
    assert!(selection.reveal.1.is_some(), "the reader scrolls there");
}

#[test]
fn an_incident_is_shown_alone_and_its_fields_can_be_set_and_taken_back() {
    let (mut story, first, _) = joined();
    let root = incident(&story, first);
    story.tell(Action::Article(ArticleAction::Show(story.article("doubts.txt"))));
    story.tell(Action::Incident(IncidentAction::Show(Some(root))));
    let mut harness = bench(story);
    assert!(harness.query_by_label("Memo").is_none(), "no annotation is shown");
    type_into(&mut harness, "Incident date", "2019-11");
    press(&mut harness, Key::Enter);
    let date = |harness: &Harness<'static, TestWindow>| {
        let open = harness.state().story.open();
        let view = open.answers.incident(root).unwrap();
        (view.date.value.map(|date| date.to_string()), view.date.by_coder)
    };
    assert_eq!(date(&harness), (Some("2019-11".to_owned()), true));
    click(&mut harness, "Take back date");
    assert_eq!(date(&harness), (Some("2019-11-25".to_owned()), false));
}

#[test]
fn a_date_that_cannot_be_read_is_said_under_the_field() {
    let (story, first, _) = joined();
    let mut harness = bench(story);
    let before = harness.state().story.open().answers.incident_of(first).cloned();
    type_into(&mut harness, "Incident date", "some day");
    press(&mut harness, Key::Enter);
    assert!(harness.query_by_label_contains("“some day” is no date").is_some());
    assert_eq!(harness.state().story.open().answers.incident_of(first).cloned(), before);
}

#[test]
fn a_date_is_reckoned_from_another_incident_and_moves_with_it() {
    let (mut story, first, second) = joined();
    let ambush = story.annotate(MOURNING, "two dead", ClaimType::Killed);
    story.edit(ambush, [ClaimEdit::Date(None, None)]);
    story.tell(Action::Focus(Area::Text));
    let mut harness = bench(story);
    click(&mut harness, crate::ui::panels::inspector::date_source::DATE_COUNTED_FROM);
    let title = harness.state().story.open().answers.incident_of(second).unwrap().title.clone();
    harness.get_by_role_and_label(eframe::egui::Role::ListBoxOption, &title).click_accesskit();
    harness.run();
    type_into(&mut harness, "How far", "five days earlier");
    press(&mut harness, Key::Enter);
    let date = |harness: &Harness<'static, TestWindow>| {
        let view = harness.state().story.open().answers.incident_of(ambush).cloned().unwrap();
        view.date.value.map(|date| date.to_string())
    };
    assert_eq!(date(&harness).as_deref(), Some("2019-11-20"));
    assert!(harness.query_by_label_contains("5 days before").is_some());
    let later =
        ClaimEdit::Date(Some(tollbook_core::model::DateRange::day(jiff::civil::date(2019, 11, 26))), None);
    harness.state_mut().story.edit(first, [later]);
    harness.run();
    assert_eq!(date(&harness).as_deref(), Some("2019-11-21"));
}

#[test]
fn a_date_may_be_reckoned_from_an_incident_of_another_article_found_by_its_words() {
    let (mut story, first, _) = joined();
    let ambush = story.annotate("doubts.txt", "At least 12 soldiers", ClaimType::Killed);
    story.edit(ambush, [ClaimEdit::Date(None, None)]);
    story.tell(Action::Focus(Area::Text));
    let own = story.open().answers.index.incident_of(ambush).unwrap();
    let title = story.open().answers.incident_of(first).unwrap().title.clone();
    let mut harness = bench(story);
    click(&mut harness, crate::ui::panels::inspector::date_source::DATE_COUNTED_FROM);
    let on_offer = |harness: &Harness<'static, TestWindow>| {
        harness.query_by_role_and_label(eframe::egui::Role::ListBoxOption, &title).is_some()
    };
    assert!(!on_offer(&harness), "it stands in another article");
    harness.event(Event::Text("13 2019-11".to_owned()));
    harness.run();
    assert!(on_offer(&harness));
    press(&mut harness, Key::Enter);
    let root = harness.state().story.open().answers.index.incident_of(first);
    assert_eq!(harness.state().story.claim(ambush).date_incident, root);
    // The other way round would be a ring.
    harness.state_mut().story.edit(first, [ClaimEdit::DateFrom(own, 1)]);
    assert_eq!(harness.state().story.claim(first).date_incident, None);
    let why = &harness.state().story.state.notices.last().unwrap().text;
    assert!(why.contains("itself counted from this one"), "{why}");
}

#[test]
fn claims_that_differ_are_shown_until_the_coder_decides() {
    let (mut story, first, second) = joined();
    for (id, hostile) in [(first, Hostile::No), (second, Hostile::Yes)] {
        story.edit(id, [ClaimEdit::Hostile(Some(hostile))]);
    }
    let mut harness = bench(story);
    assert!(harness.query_by_label("The claims say No, Yes").is_some());
    click(&mut harness, crate::ui::panels::inspector::incident::INCIDENT_HOSTILE);
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("The claims say No, Yes").is_some(), "Esc decides nothing");
    click(&mut harness, crate::ui::panels::inspector::incident::INCIDENT_HOSTILE);
    click(&mut harness, crate::ui::panels::inspector::words::SOURCES_DISAGREE);
    assert!(harness.query_by_label("The claims say No, Yes").is_none());
}

#[test]
fn an_estimate_is_set_with_its_reason_and_given_back_to_the_claims() {
    let (story, first, _) = joined();
    let mut harness = bench(story);
    click(&mut harness, SET_ESTIMATE);
    type_into(&mut harness, OWN_FIGURES, "12-13");
    type_into(&mut harness, REASON, "one died later");
    click(&mut harness, SET);
    let estimated = |harness: &Harness<'static, TestWindow>| {
        let view = harness.state().story.open().answers.incident_of(first).cloned().unwrap();
        (view.estimates[0].figures, view.estimates[0].reason.clone())
    };
    let set = Figures { low: Some(12), best: None, high: Some(13) };
    assert_eq!(estimated(&harness), (set, "one died later".to_owned()));
    assert!(harness.query_by_label("Reason: one died later").is_some());
    click(&mut harness, crate::ui::panels::inspector::coder_estimate::BACK_TO_THE_CLAIMS);
    assert_eq!(estimated(&harness), (Figures::exactly(13), String::new()));
}

#[test]
fn an_override_without_a_reason_is_not_taken_and_nothing_that_was_written_is_lost() {
    let (story, first, _) = joined();
    let mut harness = bench(story);
    click(&mut harness, SET_ESTIMATE);
    type_into(&mut harness, OWN_FIGURES, "12");
    click(&mut harness, SET);
    assert!(harness.query_by_label(tollbook_state::update::NO_REASON).is_some());
    assert_eq!(harness.get_by_label(OWN_FIGURES).value().as_deref(), Some("12"));
    let figures = |harness: &Harness<'static, TestWindow>| {
        harness.state().story.open().answers.incident_of(first).unwrap().estimates[0].figures
    };
    assert_eq!(figures(&harness), Figures::exactly(13));
    type_into(&mut harness, REASON, "the second list of names");
    click(&mut harness, SET);
    assert_eq!(figures(&harness), Figures::exactly(12));
    let view = harness.state().story.open().answers.incident_of(first).unwrap().root;
    let (side, outcome) =
        (harness.state().story.open().project.recorded_side(), tollbook_core::model::Outcome::Killed);
    let bare = Action::Incident(IncidentAction::SetEstimate {
        incident: view,
        side,
        outcome,
        figures: Figures::BLANK,
        reason: " ".to_owned(),
    });
    harness.state_mut().story.tell(bare);
    assert_eq!(figures(&harness), Figures::exactly(12), "the door holds it too");
}

#[test]
fn the_figure_that_speaks_for_a_voice_is_chosen_by_click_and_by_key() {
    let (mut story, first, second) = joined();
    for (path, count) in [(HELICOPTERS, first), (MOURNING, second)] {
        let article = story.article(path);
        story.tell(Action::Article(ArticleAction::Edit(
            article,
            tollbook_state::ArticleEdit::IndependentSource("AFP".to_owned()),
        )));
        let n = if count == first { 11 } else { 13 };
        story.edit(count, [ClaimEdit::Count(Figures::exactly(n))]);
    }
    let mut harness = bench(story);
    let figures = |harness: &Harness<'static, TestWindow>| {
        let view = harness.state().story.open().answers.incident_of(first).unwrap().clone();
        view.estimates[0].figures
    };
    assert_eq!(figures(&harness), Figures::exactly(13), "the latest speaks");
    assert!(harness.query_by_label("Use 13 for its source, France mourns").is_none(), "it speaks already");
    let title = "Thirteen French soldiers were killed on Monday when two helicopters collided in Mali";
    let sign = format!("Use 11 for its source, {title}");
    harness.get_by_label(&sign).focus();
    harness.run();
    press(&mut harness, Key::Space);
    assert_eq!(figures(&harness), Figures::exactly(11));
    click(&mut harness, &sign);
    assert_eq!(figures(&harness), Figures::exactly(13), "and is taken back");
    let command = tollbook_state::Command::ChooseFigure.action(&harness.state().story.state);
    assert_eq!(command, Some(Action::Claim(ClaimAction::ChooseFigure(first, true))));
    harness.state_mut().story.tell(Action::Claim(ClaimAction::ChooseFigure(first, true)));
    harness.state_mut().story.tell(Action::Claim(ClaimAction::ChooseFigure(second, true)));
    harness.run();
    assert_eq!(figures(&harness), Figures::exactly(13), "one figure speaks, the one chosen last");
    assert_eq!(harness.state().story.open().project.links.iter().count(), 1);
    harness.state_mut().story.edit(first, [ClaimEdit::Status(tollbook_core::model::ClaimStatus::Denied)]);
    harness.state_mut().story.tell(Action::Claim(ClaimAction::ChooseFigure(first, true)));
    let notices = &harness.state().story.state.notices;
    assert!(
        notices.iter().any(|notice| notice.text.contains("A denied figure cannot be used for its source")),
        "{notices:?}"
    );
}

#[test]
fn whether_those_who_died_of_wounds_are_others_is_asked_and_answered_with_one_click() {
    let (mut story, first, second) = joined();
    story.edit(second, [ClaimEdit::Count(Figures::exactly(1)), ClaimEdit::Death(true, None)]);
    let mut harness = bench(story);
    let shown = |harness: &Harness<'static, TestWindow>| {
        harness.state().story.open().answers.incident_of(first).unwrap().estimates[0].figures.to_string()
    };
    assert_eq!(shown(&harness), "13 (13–14)");
    assert!(harness.query_by_label_contains("say whether they are the same people").is_some());
    click(&mut harness, crate::ui::panels::inspector::estimate::OTHERS_ADD_THEM);
    assert_eq!(shown(&harness), "14");
    assert!(
        harness
            .query_by_label_contains("13 at once (one source) and 1 later of wounds (one source)")
            .is_some()
    );
    harness.state_mut().story.tell(Action::Project(ProjectAction::Undo));
    harness.run();
    click(&mut harness, crate::ui::panels::inspector::estimate::THE_SAME_PEOPLE);
    assert_eq!(shown(&harness), "1 (1–13)");
    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::Show(second)));
    harness.run();
    assert!(
        harness.query_all_by_label(super::death::IN_OTHER_FIGURES).next().is_some(),
        "the answer is a field of the claim"
    );
}

#[test]
fn incidents_are_not_joined_where_a_date_would_be_reckoned_from_itself() {
    let (mut story, first, second) = joined();
    let ambush = story.annotate(MOURNING, "two dead", ClaimType::Killed);
    let thirteen = incident(&story, second);
    story.edit(ambush, [ClaimEdit::DateFrom(thirteen, -5)]);
    story.tell(Action::Incident(IncidentAction::Join(incident(&story, ambush), thirteen)));
    assert_ne!(incident(&story, ambush), incident(&story, first));
    story.edit(first, [ClaimEdit::DateFrom(incident(&story, ambush), 5)]);
    let said: Vec<&str> = story.state.notices.iter().map(|notice| notice.text.as_str()).collect();
    assert!(
        said[0].contains("so that they cannot be the same") && said[1].contains("counted from this one"),
        "{said:?}"
    );
    assert_eq!(story.claim(first).date_incident, None);
}

#[test]
fn what_is_joined_to_an_incident_stays_when_the_claim_that_it_was_born_with_is_removed() {
    let (mut story, first, second) = joined();
    let root = incident(&story, first);
    story.tell(Action::Claim(ClaimAction::ChooseFigure(first, true)));
    story.tell(Action::Annotation(AnnotationAction::Remove(first)));
    let view = story.open().answers.incident_of(second).cloned().unwrap();
    assert_eq!((view.root, view.claims.as_slice()), (root, [second].as_slice()));
    assert_eq!(view.estimates[0].figures, Figures::exactly(13));
    assert!(story.state.notices.is_empty(), "{:?}", story.state.notices);
    story.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(story.open().answers.incident_of(second).unwrap().claims, [first, second]);
    assert_eq!(story.open().project.links.iter().count(), 1, "what was chosen is chosen again");
}

#[test]
fn words_for_a_day_in_an_article_without_a_date_are_explained_and_read_again_once_it_has_one() {
    let mut story = Story::new();
    let article = story.article(HELICOPTERS);
    story.tell(Action::Article(ArticleAction::Edit(article, tollbook_state::ArticleEdit::Published(None))));
    let killed = story.annotate(HELICOPTERS, "Thirteen French soldiers", ClaimType::Killed);
    assert_eq!((story.claim(killed).date, story.claim(killed).date_as_written.as_str()), (None, "Monday"));
    story.tell(Action::Focus(Area::Text));
    let mut harness = bench(story);
    assert!(harness.query_by_label_contains("these words mean no day").is_some());
    let day = tollbook_core::model::DateRange::day(jiff::civil::date(2019, 11, 26));
    let dated =
        Action::Article(ArticleAction::Edit(article, tollbook_state::ArticleEdit::Published(Some(day))));
    harness.state_mut().story.tell(dated);
    harness.run();
    click(&mut harness, crate::ui::panels::inspector::date_source::READ_THE_DATE_AGAIN);
    let date = harness.state().story.claim(killed).date;
    assert_eq!(date.map(|date| date.to_string()).as_deref(), Some("2019-11-25"));
}

#[test]
fn incidents_are_split_and_joined_again() {
    let (mut story, first, second) = joined();
    let date = story.claim(first).date;
    story.edit(second, [ClaimEdit::Date(date, None)]);
    let mut harness = bench(story);
    click(&mut harness, "Split “the 13 soldiers”");
    let story = &harness.state().story;
    assert_ne!(incident(story, first), incident(story, second));
    let own = incident(story, second);
    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::Show(first)));
    harness.run();
    let title = harness.state().story.open().answers.incident(own).unwrap().title.clone();
    click(&mut harness, &format!("Join {title}"));
    let story = &harness.state().story;
    assert_eq!(incident(story, first), incident(story, second));
}

#[test]
fn a_total_is_compared_with_what_is_counted() {
    let (mut story, ..) = joined();
    let total = story.annotate(HELICOPTERS, "to 38", ClaimType::Total);
    let open = story.open();
    let (side, barkhane) = (open.project.recorded_side(), open.project.operation_named("Barkhane").unwrap());
    let killed = Some(tollbook_core::model::Outcome::Killed);
    story.edit(
        total,
        [ClaimEdit::Side(side), ClaimEdit::Outcome(killed), ClaimEdit::Operations(vec![barkhane])],
    );
    story.tell(Action::Focus(Area::Text));
    let mut harness = bench(story);
    assert!(harness.query_by_label("25 more reported than recorded here").is_some());

    // What is compared follows every edit.
    let first = harness.state().story.open().answers.incidents().next().unwrap().root;
    let serval = harness.state().story.open().project.operation_named("Serval");
    harness
        .state_mut()
        .story
        .tell(Action::Incident(IncidentAction::Edit(first, IncidentEdit::Operation(serval))));
    harness.run();
    assert!(harness.query_by_label("38 more reported than recorded here").is_some());
}

#[test]
fn the_memo_and_the_code_of_an_annotation_are_changed() {
    let (story, first, _) = joined();
    let mut harness = bench(story);
    type_into(&mut harness, "Memo", "check the names");
    click(&mut harness, crate::ui::panels::inspector::annotation::CODE);
    let annotation = |harness: &Harness<'static, TestWindow>| {
        harness.state().story.open().project.annotations.get(first).unwrap().clone()
    };
    assert_eq!(annotation(&harness).memo, "check the names");
    click(&mut harness, "background");
    assert_eq!(harness.state().story.claim(first).kind, Kind::Background);
    click(&mut harness, crate::ui::widgets::labels::REMOVE);
    assert!(!harness.state().story.open().project.annotations.contains(first));
}

#[test]
fn a_code_marks_the_selection_is_renamed_and_says_what_goes_with_it() {
    let mut story = Story::new();
    story.tell(Action::Article(ArticleAction::Show(story.article(HELICOPTERS))));
    story.tell(Action::Annotation(AnnotationAction::Select(Some(0..8))));
    let mut harness = bench(with_tab(story, Tab::Codebook));
    click(&mut harness, "place, 0 annotations");
    assert_eq!(harness.state().story.open().project.annotations.len(), 1);
    harness.state_mut().story.tell(Action::Focus(Area::Text));
    harness.run();
    assert!(harness.query_by_label("place, 1 annotation in 1 article").is_some(), "the number follows");

    click(&mut harness, "Change place");
    type_into(&mut harness, "Code name", "location");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Remove location");
    assert!(harness.query_by_label_contains("With it goes 1 annotation.").is_some());
    click(&mut harness, "Remove it with 1 annotation: location");
    assert!(harness.state().story.open().project.annotations.is_empty());
    assert!(harness.query_by_label_contains("location").is_none());
}

#[test]
fn a_code_is_added_and_coloured() {
    let mut harness = bench(with_tab(Story::new(), Tab::Codebook));
    type_into(&mut harness, "New code", "weapon");
    press(&mut harness, Key::Enter);
    assert!(harness.query_by_label("weapon, 0 annotations").is_some());
    click(&mut harness, "Colour of weapon");
    click(&mut harness, "Green");
    let project = &harness.state().story.open().project;
    let (_, code) = project.codes.iter().find(|(_, code)| code.name == "weapon").unwrap();
    assert_eq!(code.colour, tollbook_core::model::ColourSet::CODES.nth(2));
}

#[test]
fn every_control_has_a_name() {
    let (mut story, first, _) = joined();
    story.tell(Action::Annotation(AnnotationAction::Show(first)));
    let harness = bench(story);
    let nameless: Vec<String> = harness
        .root()
        .query_all_by(|node| {
            use eframe::egui::Role;
            use eframe::egui::accesskit::Action as Can;
            let data = node.data();
            let shown = matches!(data.role(), Role::Label | Role::ScrollBar);
            !shown
                && (data.supports_action(Can::Click) || data.supports_action(Can::SetValue))
                && data.label().is_none()
        })
        .map(|node| format!("{:?}", node.accesskit_node().role()))
        .collect();
    assert!(nameless.is_empty(), "{nameless:?}");
}

#[test]
fn a_passage_is_attached_as_evidence_and_leads_back_from_its_incident() {
    let mut story = Story::new();
    let killed = story.annotate(HELICOPTERS, "Thirteen French soldiers", ClaimType::Killed);
    let elsewhere = story.annotate(MOURNING, "an ambush had left two dead", ClaimType::Killed);
    let root = incident(&story, killed);
    story.tell(Action::Article(ArticleAction::Show(story.article(HELICOPTERS))));
    let at = story.open().open_text().unwrap().find("Ménaka").unwrap();
    story.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + "Ménaka".len()))));
    let place = tollbook_core::model::start::code_id(story.open().project.id(), "place");
    story.tell(Action::Annotation(AnnotationAction::AddWithCode(place)));
    story.tell(Action::Focus(Area::Text));
    let claim_type = story.open().selection.annotation.unwrap();
    let mut harness = bench(story);
    let title = |harness: &Harness<'static, TestWindow>, root| {
        harness.state().story.open().answers.incident(root).unwrap().title.clone()
    };
    assert!(harness.query_by_label_contains("in this article, “Thirteen French soldiers”").is_some());
    let name = format!("Attach {}", title(&harness, root));
    click(&mut harness, &name);
    // An incident of another article is on offer once it was looked at.
    let other = incident(&harness.state().story, elsewhere);
    harness.state_mut().story.tell(Action::Incident(IncidentAction::Show(Some(other))));
    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::Show(claim_type)));
    harness.run();
    let name = format!("Attach {}", title(&harness, other));
    click(&mut harness, &name);
    let open = harness.state().story.open();
    let attached: Vec<IncidentId> = open.evidence_of(claim_type).map(|(_, incident)| incident).collect();
    assert_eq!(attached.len(), 2);
    assert!(attached.contains(&root) && attached.contains(&other));

    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::Show(killed)));
    harness.run();
    assert!(harness.query_by_label_contains("place · 2019-11-26 · Thirteen French").is_some());
    click(&mut harness, "Go to “Ménaka”");
    assert_eq!(harness.state().story.open().selection.annotation, Some(claim_type));
    harness.state_mut().story.tell(Action::Annotation(AnnotationAction::Show(killed)));
    harness.run();
    click(&mut harness, "Detach “Ménaka”");
    assert!(harness.state().story.open().evidence_for(root).is_empty());
}

#[test]
fn notes_on_the_article_and_the_project_are_saved_as_they_are_typed() {
    let mut harness = bench(with_tab(Story::new(), Tab::Notes));
    type_into(&mut harness, "Notes on the project", "Sahel first");
    harness.run_steps(70);
    let open = harness.state().story.open();
    assert_eq!(open.project.info.iter().next().unwrap().1.memo, "Sahel first");
    assert_eq!(open.history.undo(open.coder).unwrap().label, "Change memo of the project");
    type_into(&mut harness, "Notes on the article", "Read twice");
    harness.run_steps(70);
    let open = harness.state().story.open();
    assert_eq!(open.article(open.selection.article.unwrap()).unwrap().memo, "Read twice");
}
