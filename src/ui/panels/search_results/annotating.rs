//! The row above the list: how much was found and ticked, and annotating it.

use std::collections::HashMap;
use std::ops::Range;

use eframe::egui::{self, Ui};

use super::{Row, State};
use crate::ui::widgets::choose::{self, Choice, Look};
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::CodeId;
use tollbook_core::resolution::{Passage, resolve_passage, trim};
use tollbook_core::text::word::is_word;
use tollbook_state::find::{Ask, FoundArticle, TickChange};
use tollbook_state::{Action, Workspace};

/// What an annotation would be, for the rows that were in view.
pub type Drafts = HashMap<(u64, u64, CodeId, Row), Preview>;

/// So many are kept.
const KEPT: usize = 2000;

/// What annotating a place would come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The bytes that would be annotated.
    pub span: Range<usize>,
    /// The claim that would be made, in words; or why nothing would be annotated.
    pub remark: String,
    /// Whether it would be annotated.
    pub is_new: bool,
}

/// Annotates what is ticked.
pub const ANNOTATE_TICKED: &str = "Annotate ticked";
/// Lists only what is ticked.
pub const PREVIEW: &str = "Preview";
/// The code that annotations get.
pub const CODE: &str = "Code to annotate with";
/// Ticks everything.
pub const ALL: &str = "All";

/// Shows the row: what can be done, whose place no count moves, and behind it how much was found and ticked.
pub fn show(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let all = &open.find.all;
    ui.horizontal(|ui| {
        let mut every = all.ticked == all.hits;
        let some = all.ticked > 0 && !every;
        let tick = egui::Checkbox::new(&mut every, ALL).indeterminate(some);
        let response = ui.add(tick).on_hover_text("Tick everything that was found, or nothing");
        if response.changed() {
            actions.push(Action::Find(Ask::Tick(TickChange::All, all.ticked < all.hits)));
        }
        wishes(ui, open, local, actions);
        let ticked = match all.ticked {
            0 => String::new(),
            ticked => format!("{} ticked · ", counted(ticked, "place")),
        };
        ui.add(egui::Label::new(format!("{ticked}{}", super::summary(all))).truncate());
    });
}

/// Code, preview and annotating.
fn wishes(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let all = &open.find.all;
    local.code = local.code.filter(|code| open.project.codes.contains(*code));
    let name = local.code.and_then(|id| open.project.codes.get(id)).map(|code| code.name.clone());
    let shown = name.clone().unwrap_or_default();
    let look = Look { shown: &shown, hint: "with a code…", width: 150.0, heading: false, disabled: false };
    let codes = || {
        let mut codes: Vec<_> = open.project.codes.iter().collect();
        codes.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        codes.into_iter().map(|(id, row)| Choice::new(Some(id), row.name.as_str())).collect()
    };
    if let Some(code) = choose::one(ui, "mark with", CODE, look, &local.code, codes) {
        local.code = code;
    }
    let preview = egui::Button::selectable(local.preview, PREVIEW);
    let preview = ui.add_enabled(all.ticked > 0, preview);
    if preview.on_hover_text("List only what is ticked, and how it would be annotated").clicked() {
        local.preview = !local.preview;
    }
    let why_not = match (open.why_read_only(), all.ticked, &name) {
        (Some(why), _, _) => Some(why.to_owned()),
        _ if open.find.annotating.is_some() => {
            Some("What was ticked is being annotated; the status bar shows the progress.".to_owned())
        }
        (None, 0, _) => Some("Tick what is to be annotated first.".to_owned()),
        (None, _, None) => Some("Choose a code first.".to_owned()),
        _ => None,
    };
    let button = ui.add_enabled(why_not.is_none(), egui::Button::new(ANNOTATE_TICKED));
    let button = match &why_not {
        Some(why) => button.on_disabled_hover_text(why),
        None => button.on_hover_text(
            "As one edit, which one undo takes back; places that have the annotation already are left as they are",
        ),
    };
    if let Some(code) = local.code.filter(|_| button.clicked()) {
        actions.push(Action::Find(Ask::Mark(code)));
        local.preview = false;
    }
}

/// What annotating the place at `row` would come to. Worked out when the row comes into view, and kept.
pub fn preview<'a>(
    drafts: &'a mut Drafts,
    open: &Workspace,
    code: CodeId,
    row: Row,
    found: &FoundArticle,
    span: &Range<usize>,
) -> &'a Preview {
    if drafts.len() > KEPT {
        drafts.clear();
    }
    drafts.entry((open.find.all.version, open.versions.contents(), code, row)).or_insert_with(|| {
        let span = trim(&found.text, span.clone());
        let same = open.answers.index.annotations(found.id).any(|id| {
            let known = open.project.annotations.get(id);
            known.is_some_and(|known| known.span() == span && known.code == code)
        });
        if same {
            return Preview { span, remark: "is annotated already".to_owned(), is_new: false };
        }
        if !found.text.get(span.clone()).is_some_and(is_word) {
            return Preview { span, remark: "there is no word to annotate".to_owned(), is_new: false };
        }
        let claim_type = open.project.codes.get(code).and_then(|code| code.claim);
        let remark = claim_type.map_or_else(String::new, |claim_type| {
            let published = open.article(found.id).and_then(|article| article.published);
            let passage = Passage { text: &found.text, span: span.clone(), article: found.id, published };
            let claim = resolve_passage(
                &open.project,
                &open.answers,
                &passage,
                claim_type.kind(),
                claim_type.outcome(),
            );
            let count = if claim.count.is_blank() { "no figure".to_owned() } else { claim.count.to_string() };
            let date = claim.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
            let side = open.project.entry_name(claim.side).to_owned();
            [count, side, date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        });
        Preview { span, remark, is_new: true }
    })
}
