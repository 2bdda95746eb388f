//! Suggestions are gone through, accepted and rejected, and nothing counts before it is accepted.

use std::collections::BTreeSet;

use super::super::annotating::tests::Desk;
use crate::action::Step;
use crate::action::{AnnotationAction, ClaimAction, ProjectAction};
use crate::suggestions::QueueOrder;
use crate::{Action, ArticleAction, ClaimEdit, Command, SuggestionAction, Switch};
use crate::{Effect, PreferenceChange, Workspace};
use tollbook_core::model::{ClaimField, ClaimType, Figures, Kind, Origin, Outcome};

const FIRST: &str = "Two guards were killed near Gorda on Monday. Five villagers were wounded, and a nurse was \
    killed.";
const SECOND: &str = "Gunmen killed nine farmers in Lusovia on 3 May 2011.";
const THIRD: &str = "Nothing happened at all.";

fn desk() -> Desk {
    Desk::with(&[
        ("one.txt", Some("2011-05-04"), FIRST),
        ("three.txt", Some("2011-05-06"), THIRD),
        ("two.txt", Some("2011-05-05"), SECOND),
    ])
}

impl Desk {
    fn open(&self) -> &Workspace {
        self.state.workspace.as_ref().unwrap()
    }

    fn ask(&mut self, action: SuggestionAction) {
        self.tell(Action::Suggestion(action));
    }

    fn command(&mut self, command: Command) {
        let action =
            command.action(&self.state).unwrap_or_else(|| panic!("{:?}", command.why_not(&self.state)));
        self.tell(action);
    }

    fn go(&mut self, path: &str) {
        let open = self.open();
        let id = open.library.files().find(|(_, listed)| listed.path() == path).unwrap().0;
        self.tell(Action::Article(ArticleAction::Show(id)));
        self.tell(Action::Annotation(AnnotationAction::PlaceCaret(0)));
    }

    /// The words of the suggestion that is looked at.
    fn looked_at(&self) -> String {
        let open = self.open();
        let Some(selected) = open.suggestions.selected() else { return String::new() };
        open.open_text().unwrap()[selected.place.span.clone()].to_owned()
    }

    /// The words of every suggestion that waits, in the order of the queue.
    fn queue(&self) -> Vec<String> {
        let open = self.open();
        let queue = open.suggestions.queue(open);
        let words = queue.iter().map(|queued| {
            let head = open.suggestions.queued(open, *queued).unwrap();
            let text = open.library.listed(queued.article).unwrap().text().unwrap();
            text[head.span.clone()].to_owned()
        });
        words.collect()
    }

    fn notice(&self) -> &str {
        self.state.notices.last().map_or("", |notice| &notice.text)
    }
}

#[test]
fn suggestions_are_gone_through_article_by_article_and_round_again() {
    let mut desk = desk();
    assert_eq!(desk.queue().iter().cloned().collect::<BTreeSet<_>>().len(), 4);
    desk.go("one.txt");
    let mut seen = Vec::new();
    for _ in 0..5 {
        desk.command(Command::NextSuggestion);
        seen.push(desk.looked_at());
    }
    assert_eq!(seen, ["Two guards", "Five villagers", "a nurse", "nine farmers", "Two guards"]);
    desk.command(Command::PreviousSuggestion);
    assert_eq!(desk.looked_at(), "nine farmers", "the last of the article before");
    // From an article without any, and from the middle of one.
    desk.go("three.txt");
    desk.command(Command::NextSuggestion);
    assert!(!desk.looked_at().is_empty());
    desk.go("one.txt");
    desk.tell(Action::Annotation(AnnotationAction::PlaceCaret(FIRST.find("Five").unwrap())));
    desk.command(Command::NextSuggestion);
    assert_eq!(desk.looked_at(), "Five villagers");
}

#[test]
fn an_accepted_suggestion_is_an_annotation_like_any_other_and_counts_from_then_on() {
    let mut desk = desk();
    desk.go("one.txt");
    desk.command(Command::NextSuggestion);
    assert!(desk.open().project.annotations.is_empty() && desk.open().project.incidents.is_empty());
    desk.command(Command::AcceptSuggestion);
    assert_eq!(desk.looked_at(), "Five villagers", "on to the next");
    let open = desk.open();
    let (id, annotation) = open.project.annotations.iter().next().unwrap();
    let claim = open.project.claims.get(id).unwrap();
    assert_eq!((annotation.quote.as_str(), annotation.origin), ("Two guards", Origin::Suggestion));
    assert_eq!(
        (claim.kind, claim.outcome, claim.count.best),
        (Kind::Incident, Some(Outcome::Killed), Some(2))
    );
    assert!(claim.certainty.for_field(ClaimField::Count).is_some() && claim.incident.is_some());
    assert_eq!(open.history.undo(open.coder).unwrap().label, "Accept suggested killed");
    assert_eq!((open.answers.incidents().count(), desk.queue().len()), (1, 3));
    desk.tell(Action::Project(ProjectAction::Undo));
    assert!(desk.open().project.annotations.is_empty());
    assert_eq!(desk.queue().len(), 4);
}

#[test]
fn any_field_is_corrected_on_accepting() {
    let mut desk = desk();
    desk.go("one.txt");
    desk.command(Command::NextSuggestion);
    desk.command(Command::AcceptAndCorrect);
    assert!(desk.open().is_in_form());
    let id = desk.open().selection.annotation.unwrap();
    let three = Figures::exactly(3);
    desk.tell(Action::Claim(ClaimAction::Edit(id, ClaimEdit::Count(three))));
    let open = desk.open();
    assert_eq!(open.project.claims.get(id).unwrap().count, three);
    assert_eq!(desk.queue().len(), 3, "it stays decided");
    let sure = open.suggestions.learned().field(ClaimField::Count, 90);
    assert!(sure < 90, "a corrected field is less certain elsewhere: {sure}");
    assert!(open.suggestions.learned().field(ClaimField::Outcome, 90) >= 90);
}

#[test]
fn a_rejected_suggestion_is_not_made_again_until_that_is_undone() {
    let mut desk = desk();
    desk.go("one.txt");
    desk.command(Command::NextSuggestion);
    desk.command(Command::RejectSuggestion);
    assert_eq!(desk.looked_at(), "Five villagers");
    assert_eq!((desk.open().project.rejections.len(), desk.queue().len()), (1, 3));
    desk.tell(Action::Project(ProjectAction::Rescan));
    assert_eq!(desk.queue().len(), 3);
    desk.tell(Action::Project(ProjectAction::Undo));
    assert_eq!((desk.open().project.rejections.len(), desk.queue().len()), (0, 4));
}

#[test]
fn words_can_be_rejected_wherever_they_stand() {
    let again = format!("An agency says: {SECOND} It gave no names.");
    let mut desk = Desk::with(&[("a.txt", None, SECOND), ("b.txt", None, &again)]);
    desk.command(Command::NextSuggestion);
    desk.command(Command::RejectEverywhere);
    assert!(desk.queue().is_empty());
    desk.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(desk.queue().len(), 2);
    desk.command(Command::NextSuggestion);
    desk.command(Command::RejectSuggestion);
    assert_eq!(desk.queue().len(), 1);
}

#[test]
fn all_of_a_kind_in_an_article_are_accepted_as_one_edit() {
    let mut desk = desk();
    desk.go("one.txt");
    desk.command(Command::NextSuggestion);
    desk.command(Command::AcceptAllOfKind);
    assert_eq!(desk.open().project.claims.len(), 2);
    assert_eq!(desk.looked_at(), "Five villagers");
    desk.tell(Action::Project(ProjectAction::Undo));
    assert!(desk.open().project.claims.is_empty());
}

#[test]
fn a_suggestion_is_accepted_and_joined_at_once() {
    let again = "Nine farmers were killed by gunmen in Lusovia on 3 May 2011, a priest said.";
    let mut desk = Desk::with(&[("a.txt", Some("2011-05-05"), SECOND), ("b.txt", Some("2011-05-06"), again)]);
    desk.go("a.txt");
    desk.command(Command::NextSuggestion);
    assert!(desk.open().suggestions.selected().unwrap().offers.is_empty());
    desk.command(Command::AcceptAndJoin);
    assert!(desk.notice().contains("No incident on offer fits"), "{}", desk.notice());
    assert!(desk.open().project.claims.is_empty(), "nothing is joined that does not fit, nor accepted");
    desk.command(Command::AcceptSuggestion);
    let before = desk.open().answers.clone();
    desk.command(Command::NextSuggestion);
    let offers = desk.open().suggestions.selected().unwrap().offers.clone();
    assert_eq!(offers.len(), 1, "{offers:?}");
    assert_eq!(desk.open().answers, before, "looking changes nothing");
    desk.command(Command::AcceptAndJoin);
    let open = desk.open();
    assert_eq!((open.project.claims.len(), open.answers.incidents().count()), (2, 1));
    desk.tell(Action::Project(ProjectAction::Undo));
    let open = desk.open();
    assert_eq!((open.project.claims.len(), open.answers.incidents().count()), (1, 1));
}

#[test]
fn what_is_annotated_by_hand_is_not_suggested() {
    let mut desk = desk();
    desk.go("one.txt");
    // The whole sentence, as many coders annotate.
    desk.tell(Action::Annotation(AnnotationAction::Select(Some(0..FIRST.find('.').unwrap()))));
    desk.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
    assert!(!desk.queue().contains(&"Two guards".to_owned()));
    assert_eq!(desk.queue().len(), 3);
}

#[test]
fn selecting_something_else_leaves_the_suggestion() {
    let mut desk = desk();
    desk.go("one.txt");
    desk.command(Command::NextSuggestion);
    assert!(Command::AcceptSuggestion.is_enabled(&desk.state));
    desk.tell(Action::Annotation(AnnotationAction::PlaceCaret(FIRST.len())));
    assert_eq!(desk.looked_at(), "");
    assert!(Command::AcceptSuggestion.why_not(&desk.state).is_some());
    desk.ask(SuggestionAction::Accept);
    assert!(desk.open().project.claims.is_empty() && !desk.notice().is_empty());
}

#[test]
fn one_key_hides_all_suggestions_and_brings_them_back() {
    let mut desk = desk();
    desk.command(Command::Suggestions);
    assert!(!Switch::Suggestions.is_on(&desk.state.preferences) && desk.queue().is_empty());
    assert!(Command::NextSuggestion.why_not(&desk.state).is_some());
    desk.command(Command::Suggestions);
    assert_eq!(desk.queue().len(), 4);
}

#[test]
fn the_queue_is_sorted_and_filtered_by_kind() {
    let mut desk = desk();
    desk.ask(SuggestionAction::Order(QueueOrder::Recent));
    assert_eq!(desk.queue()[0], "nine farmers", "of the latest article");
    desk.ask(SuggestionAction::Filter(Some((Kind::Incident, Some(Outcome::Wounded)))));
    assert_eq!(desk.queue(), ["Five villagers"]);
}

#[test]
fn a_long_queue_lists_those_that_come_first() {
    let mut desk = desk();
    for order in [QueueOrder::Certain, QueueOrder::Recent] {
        desk.ask(SuggestionAction::Order(order));
        let open = desk.open();
        let all = open.suggestions.queue(open);
        assert_eq!((all.len(), open.suggestions.waiting()), (4, 4));
        for longest in 0..4 {
            assert_eq!(open.suggestions.make_queue(open, longest), all[..longest], "{order:?}");
        }
    }
}

#[test]
fn the_list_of_articles_is_triaged_by_what_they_state() {
    let mut desk = desk();
    let titles = |desk: &Desk| -> Vec<String> {
        desk.open().list.shown().map(|row| row.article.path().to_owned()).collect()
    };
    assert_eq!(titles(&desk).len(), 3);
    desk.tell(Action::Article(ArticleAction::ShowOnlyCasualties(true)));
    assert_eq!(titles(&desk), ["one.txt", "two.txt"]);
    desk.tell(Action::Article(ArticleAction::ShowOnlyCasualties(false)));
    desk.tell(Action::Preference(PreferenceChange::Sort(crate::articles::Sort::Casualties)));
    assert_eq!(titles(&desk).last().unwrap(), "three.txt");
}

#[test]
fn what_was_learned_is_reset_and_the_decisions_stay() {
    let mut desk = desk();
    desk.go("one.txt");
    desk.command(Command::NextSuggestion);
    desk.command(Command::RejectSuggestion);
    assert_eq!(desk.open().suggestions.learned().all.rejected, 1);
    desk.tell(Action::ResetLearned);
    assert_eq!(desk.open().suggestions.learned().all.rejected, 0);
    assert_eq!(desk.queue().len(), 3);
    assert_eq!(desk.state.preferences.learn_since.len(), 1, "it is remembered");
    desk.go("two.txt");
    desk.ask(SuggestionAction::Step(Step::Next));
    desk.command(Command::AcceptSuggestion);
    assert_eq!(desk.open().suggestions.learned().all.accepted, 1, "learned anew");
}

#[test]
fn what_is_not_at_hand_is_looked_at_beside_the_window() {
    let mut desk = desk();
    desk.go("one.txt");
    desk.command(Command::NextSuggestion);
    desk.command(Command::AcceptSuggestion);
    let one = desk.open().selection.article.unwrap();
    desk.go("two.txt");
    desk.state.workspace.as_mut().unwrap().suggestions.let_go();

    let effects = desk.tell_alone(Action::Project(ProjectAction::Undo));
    let asked = effects.iter().filter_map(|effect| match effect {
        Effect::Suggest(_, request) => Some(request.articles.clone()),
        _ => None,
    });
    assert_eq!(asked.collect::<Vec<_>>(), [[one]]);
    let told = desk.state.running.iter().any(|running| running.label == "Reading suggestions");
    assert!(!told, "it is not worth telling");
}
