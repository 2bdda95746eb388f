//! What became of the annotations of an article that got a new text: before and after, to accept or set by hand.

use crate::ui::widgets::labels::CLOSE;
use eframe::egui::text::LayoutJob;
use eframe::egui::{Context, FontId, Grid, Label, RichText, ScrollArea, TextFormat, Ui, vec2};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{centred, room, takes_escape};
use tollbook_core::analysis::wording::counted;
use tollbook_core::anchoring::{Missing, Reanchored};
use tollbook_core::model::Anchor;
use tollbook_state::{Action, AnnotationAction, AppState, ArticleAction, ProjectAction, Workspace};

/// The name of the window.
pub const TITLE: &str = "Annotations in the new text";
/// Accepts the places of all that were found.
pub const ACCEPT_ALL: &str = "Accept all that were found";
/// Goes back to the text before.
pub const GO_BACK: &str = "Go back to the text before";

/// How wide the outcomes are.
const OUTCOME: f32 = 126.0;

/// Shows the window where an article has just got a new text.
pub fn show(context: &Context, state: &AppState, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let Some(change) = &open.text_change else { return };
    let mut is_open = true;
    let size = vec2(760.0, 380.0).min(room(context));
    centred(context, TITLE).open(&mut is_open).default_size(size).show(context, |ui| {
        let found: Vec<_> = change.outcomes.iter().filter(|outcome| waits(open, outcome)).collect();
        ui.add(Label::new(summary(&change.outcomes)).wrap());
        ui.label(theme::remark(
            ui,
            "To set one by hand, click it, select its words in the article, and choose “Move to the selection” beside \
             it.",
        ));
        ui.add_space(space::SMALL);
        // What the outcome leaves, for both passages alike.
        let passage_width = (ui.available_width() - OUTCOME - 3.0 * space::MEDIUM) / 2.0;
        ScrollArea::vertical().max_height(ui.available_height() - 40.0).auto_shrink([false, true]).show(
            ui,
            |ui| {
                Grid::new("text change").num_columns(3).striped(true).spacing([space::MEDIUM, space::SMALL]).show(
                    ui,
                    |ui| {
                        for head in ["Outcome", "Before", "Now"] {
                            ui.label(theme::strong(head));
                        }
                        ui.end_row();
                        for outcome in &change.outcomes {
                            row(ui, open, outcome, passage_width, actions);
                        }
                    },
                );
            },
        );
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            let ids = found.iter().map(|outcome| outcome.annotation).collect();
            if ui.add_enabled(!found.is_empty(), eframe::egui::Button::new(ACCEPT_ALL)).clicked() {
                actions.push(Action::Annotation(AnnotationAction::AcceptAnchors(ids)));
            }
            let is_last = open.undo_step().is_some_and(|step| step.label == tollbook_state::NEW_TEXT);
            if is_last && ui.button(GO_BACK).clicked() {
                actions.push(Action::Project(ProjectAction::Undo));
                actions.push(Action::Article(ArticleAction::CloseTextChange));
            }
            if ui.button(CLOSE).clicked() {
                actions.push(Action::Article(ArticleAction::CloseTextChange));
            }
        });
    });
    if !is_open || takes_escape(context) {
        actions.push(Action::Article(ArticleAction::CloseTextChange));
    }
}

/// Whether somebody has yet to accept where an annotation is now.
fn waits(open: &Workspace, outcome: &Reanchored) -> bool {
    let annotation = open.project.annotations.get(outcome.annotation);
    annotation.is_some_and(|annotation| matches!(annotation.anchor, Anchor::Moved | Anchor::WordsChanged))
}

/// How many of each outcome: "12 annotations: 9 in place, 2 moved, 1 not found.".
fn summary(outcomes: &[Reanchored]) -> String {
    let kinds = [
        (Anchor::InPlace, "in place"),
        (Anchor::Moved, "moved with their words"),
        (Anchor::WordsChanged, "with changed words"),
        (Anchor::Lost, "not found"),
    ];
    let parts: Vec<String> = kinds
        .iter()
        .filter_map(|(anchor, name)| {
            let count = outcomes.iter().filter(|outcome| outcome.anchor == *anchor).count();
            (count > 0).then(|| format!("{count} {name}"))
        })
        .collect();
    format!("{}: {}.", counted(outcomes.len(), "annotation"), parts.join(", "))
}

fn row(ui: &mut Ui, open: &Workspace, outcome: &Reanchored, width: f32, actions: &mut Vec<Action>) {
    let palette = Palette::for_ui(ui);
    let now = open.project.annotations.get(outcome.annotation).map(|annotation| annotation.anchor);
    let (name, colour) = match (outcome.anchor, outcome.missing) {
        _ if now.is_none() => ("Removed", palette.weak_text),
        (Anchor::InPlace, _) => ("In place", palette.weak_text),
        (Anchor::Moved | Anchor::WordsChanged, _) if now == Some(Anchor::InPlace) => {
            ("Accepted", palette.weak_text)
        }
        (Anchor::Lost, _) if now == Some(Anchor::InPlace) => ("Set by hand", palette.weak_text),
        (Anchor::Moved, _) => ("Moved", palette.text),
        (Anchor::WordsChanged, _) => ("Words changed", palette.warning),
        (Anchor::Lost, Some(Missing::Ambiguous)) => ("In several places", palette.error),
        (Anchor::Lost, _) => ("Not found", palette.error),
    };
    if ui.link(RichText::new(name).color(colour)).on_hover_text("Show this annotation").clicked() {
        actions.push(Action::Annotation(AnnotationAction::Show(outcome.annotation)));
    }
    for words in [&outcome.before, &outcome.after] {
        let width = width.clamp(120.0, 400.0);
        let mut job = passage(ui, words);
        job.wrap.max_width = width;
        ui.scope(|ui| {
            ui.set_width(width);
            ui.add(Label::new(job).wrap());
        });
    }
    ui.end_row();
}

/// Words in their context; a dash for none.
fn passage(ui: &Ui, [before, words, after]: &[String; 3]) -> LayoutJob {
    let palette = Palette::for_ui(ui);
    let font = FontId::proportional(size::SMALL);
    let soft = TextFormat::simple(font.clone(), palette.weak_text);
    let ink = TextFormat::simple(font, palette.text);
    let mut job = LayoutJob::default();
    let flat = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    if words.is_empty() {
        job.append("–", 0.0, soft);
    } else {
        job.append(&flat(before), 0.0, soft.clone());
        job.append(&flat(words), 0.0, ink);
        job.append(&flat(after), 0.0, soft);
    }
    job
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tollbook_core::model::{AnnotationId, ArticleId, ClaimType};
    use tollbook_files::reading::{ArticleFile, FoundItem, Summary};
    use tollbook_state::effect::Effect;
    use tollbook_state::{Action, AnnotationAction, ArticleAction, Done, ProjectAction};

    use super::*;
    use crate::ui::test_support::Story;

    /// Reads the folder again, in which these files are now.
    fn rescan(story: &mut Story, files: &[(&str, &str)]) {
        let found: Vec<FoundItem> = files.iter().map(|(path, text)| file(path, text)).collect();
        for effect in story.tell(Action::Project(ProjectAction::Rescan)) {
            if let Effect::Scan(job, _) = effect {
                let mut effects = story.tell(Done::Articles(job, found.clone()));
                effects.extend(story.tell(Done::Scanned(job, Summary::default())));
                for effect in effects {
                    // The project file has the text of the article that is open.
                    if let Effect::FetchText(sha256) = effect {
                        story.tell(Done::TextFetched(sha256, Ok(TEXT.into())));
                    }
                }
            }
        }
    }

    fn file(path: &str, text: &str) -> FoundItem {
        let sum = text.bytes().fold(7_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
        FoundItem::Article(ArticleFile {
            path: path.to_owned(),
            size: text.len() as u64,
            sha256: [sum; 32],
            text: Arc::from(text),
            encoding: "UTF-8",
            title: "A title".to_owned(),
            published: None,
            source: String::new(),
            modified: None,
            warnings: Vec::new(),
            extracted: Default::default(),
        })
    }

    const TEXT: &str =
        "Three soldiers were killed on Monday near Orlo, the ministry said. Two more were wounded.";

    /// A project with one article of this text, and two annotations.
    fn annotated() -> (Story, AnnotationId, AnnotationId) {
        let mut story = Story::new();
        rescan(&mut story, &[("attack.txt", TEXT)]);
        let killed = story.annotate("attack.txt", "Three soldiers", ClaimType::Killed);
        let wounded = story.annotate("attack.txt", "Two more", ClaimType::Wounded);
        (story, killed, wounded)
    }

    fn anchor(story: &Story, id: AnnotationId) -> (Anchor, &str) {
        let annotation = story.open().project.annotations.get(id).unwrap();
        (annotation.anchor, annotation.quote.as_str())
    }

    #[test]
    fn annotations_follow_a_new_text_in_one_edit() {
        let (mut story, killed, wounded) = annotated();
        let new = "Update. Four soldiers were killed on Monday near Orlo, the ministry said.";
        rescan(&mut story, &[("attack.txt", new)]);
        assert!(story.state.notices.iter().any(|notice| notice.text.contains("has changed in the folder")));
        let article = story.article("attack.txt");
        let before = story.open().project.clone();
        story.tell(Action::Article(ArticleAction::UseNewText(article)));
        assert_eq!(anchor(&story, killed), (Anchor::WordsChanged, "Four soldiers"));
        assert_eq!(anchor(&story, wounded), (Anchor::Lost, "Two more"));
        let change = story.open().text_change.clone().unwrap();
        assert_eq!(summary(&change.outcomes), "2 annotations: 1 with changed words, 1 not found.");
        let lost = story.open().project.annotations.get(wounded).unwrap();
        assert_eq!(lost.anchor_sha256, before.articles.get(article).unwrap().sha256);
        story.tell(Action::Annotation(AnnotationAction::AcceptAnchors(vec![killed, wounded])));
        assert_eq!(anchor(&story, killed).0, Anchor::InPlace);
        assert_eq!(anchor(&story, wounded).0, Anchor::Lost, "what is not found is not accepted");
        // Set by hand.
        let at = new.find("soldiers").unwrap();
        story.tell(Action::Annotation(AnnotationAction::Move(wounded, at..at + 8)));
        assert_eq!(anchor(&story, wounded), (Anchor::InPlace, "soldiers"));
        for _ in 0..3 {
            story.tell(Action::Project(ProjectAction::Undo));
        }
        assert_eq!(story.open().project, before);
    }

    #[test]
    fn a_renamed_article_keeps_its_annotations() {
        let (mut story, killed, _) = annotated();
        let id: ArticleId = story.article("attack.txt");
        rescan(&mut story, &[("2021/orlo.txt", TEXT)]);
        let open = story.open();
        assert_eq!(open.article_ids().len(), 1, "it is one article, not two");
        assert_eq!(open.library.listed(id).map(|listed| listed.path()), Some("2021/orlo.txt"));
        assert!(story.state.notices.iter().any(|n| n.text.contains("attack.txt is now 2021/orlo.txt")));
        // The next edit of the article notes its path.
        story.tell(Action::Article(ArticleAction::Show(id)));
        story.tell(Action::Annotation(AnnotationAction::Select(Some(0..5))));
        story.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Background)));
        assert_eq!(story.open().project.articles.get(id).unwrap().path, "2021/orlo.txt");
        assert!(story.open().project.annotations.get(killed).is_some());
        rescan(&mut story, &[("2021/orlo.txt", TEXT)]);
        assert_eq!(story.open().article_ids().len(), 1);
        assert!(!story.open().library.has_changed(&story.open().project, id));
    }

    #[test]
    fn a_deleted_article_keeps_its_annotations() {
        let (mut story, killed, _) = annotated();
        let id = story.article("attack.txt");
        rescan(&mut story, &[("other.txt", "Rain in the north.")]);
        assert!(story.open().library.listed(id).is_none());
        assert!(story.open().project.annotations.get(killed).is_some());
        assert_eq!(story.open().article_ids().len(), 2);
    }
}
