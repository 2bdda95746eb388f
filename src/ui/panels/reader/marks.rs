//! The annotations of the open article as marks along its words.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use eframe::egui::{self, Ui};

use crate::ui::theme::{self, Palette};
use crate::ui::widgets::cached::{self, Revision};
use crate::ui::widgets::{icon, typed};
use tollbook_core::model::{Anchor, Annotation, AnnotationId, ArticleId, ClaimType, Code, CodeId};
use tollbook_core::resolution::SuggestionHead;
use tollbook_state::Workspace;
use tollbook_state::keys::{Chord, Keymap};
use tollbook_state::suggestions::SuggestionPlace;
use tollbook_text::{Decoration, Decorations, Style};

/// So many annotations are listed under the pointer.
const LISTED: usize = 12;

/// So many letters of a code's name stand for it where it has no key.
const SHORT: usize = 8;

/// What marks are drawn from: they are made again when it changes.
#[derive(Debug, PartialEq)]
struct Key {
    revision: Revision,
    article: ArticleId,
    text: Arc<str>,
    alone: Option<CodeId>,
    dark: bool,
    keys: Keymap,
    /// The state of the suggestions, and the one that is looked at.
    suggestions: (u64, Option<SuggestionPlace>),
}

/// The marks, and which annotation each of them is.
#[derive(Debug, Default)]
pub(super) struct Marks {
    key: Option<Key>,
    pub decorations: Arc<Decorations>,
    ids: Vec<AnnotationId>,
    /// The suggestions, whose marks come after those of annotations.
    suggestions: Vec<SuggestionPlace>,
    /// The drafted figures of the suggestions, each beside the line of its words.
    pub margin: Arc<[(usize, Arc<str>)]>,
    indices: HashMap<AnnotationId, usize>,
    /// The codes of all the article's annotations, shown or not, with how many have each; in the order
    /// of the codebook.
    pub codes: Vec<(CodeId, usize)>,
}

impl Marks {
    /// Makes the marks again if annotations, article, theme or keys are others than before.
    pub fn refresh(&mut self, ui: &Ui, open: &Workspace, keys: &Keymap, article: ArticleId, text: &Arc<str>) {
        let dark = ui.visuals().dark_mode;
        let selected = open.suggestions.selected().map(|selected| selected.place.clone());
        let suggestions = (open.suggestions.generation, selected);
        let is_kept = self.key.as_ref().is_some_and(|key| {
            (key.article, key.alone, key.dark) == (article, open.alone, dark)
                && Arc::ptr_eq(&key.text, text)
                && key.revision == cached::revision(open)
                && key.keys == *keys
                && key.suggestions == suggestions
        });
        if is_kept {
            return;
        }
        let (revision, keys) = (cached::revision(open), keys.clone());
        let palette = Palette::for_ui(ui);
        let project = &open.project;
        self.ids = open.shown_annotations(article);
        self.indices = self.ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let drawn = self.ids.iter().map(|id| match project.annotations.get(*id) {
            Some(annotation) => {
                decoration(annotation, project.codes.get(annotation.code), text, palette, &keys)
            }
            None => unknown(palette),
        });
        let mut drawn: Vec<Decoration> = drawn.collect();
        self.suggestions.clear();
        let mut margin = Vec::new();
        if open.alone.is_none() {
            for head in open.suggestions.shown(open, article) {
                let place = SuggestionPlace::new(article, &head);
                let code = project.code_for(ClaimType::for_claim(head.kind, head.outcome));
                let code = code.and_then(|code| project.codes.get(code));
                let is_selected = suggestions.1.as_ref() == Some(&place);
                let figure = suggested_figure(&head, code, &keys);
                margin.push((head.span.start, figure.as_str().into()));
                for mark in suggested(&head, code, text, palette, &keys, is_selected) {
                    drawn.push(mark);
                    self.suggestions.push(place.clone());
                }
            }
        }
        margin.sort_by_key(|(byte, _)| *byte);
        self.margin = margin.into();
        self.decorations = Arc::new(Decorations::new(drawn));
        let mut codes = BTreeMap::new();
        for annotation in open.answers.index.annotations(article).filter_map(|id| project.annotations.get(id))
        {
            *codes.entry(annotation.code).or_default() += 1;
        }
        self.codes = codes.into_iter().collect();
        self.key =
            Some(Key { revision, article, text: text.clone(), alone: open.alone, dark, keys, suggestions });
    }

    /// The annotation that a mark is.
    pub fn id(&self, index: usize) -> Option<AnnotationId> {
        self.ids.get(index).copied()
    }

    /// The suggestion that a mark is.
    pub fn suggestion(&self, index: usize) -> Option<&SuggestionPlace> {
        self.suggestions.get(index.checked_sub(self.ids.len())?)
    }

    /// The mark of an annotation.
    pub fn index(&self, id: AnnotationId) -> Option<usize> {
        self.indices.get(&id).copied()
    }
}

fn decoration(
    annotation: &Annotation,
    code: Option<&Code>,
    text: &str,
    palette: &Palette,
    keys: &Keymap,
) -> Decoration {
    let Some(code) = code else { return unknown(palette) };
    let style = match (annotation.matches(text), code.claim) {
        // Words that are no longer those that were marked.
        (false, _) => Style::Box,
        (true, Some(_)) => Style::Underline,
        (true, None) => Style::Dashed,
    };
    if annotation.anchor == Anchor::Lost {
        return unknown(palette);
    }
    let end = annotation.end.min(text.len());
    let start = annotation.start.min(end);
    let range = if text.get(start..end).is_some() { start..end } else { 0..0 };
    Decoration {
        range,
        color: theme::drawn(code.colour, palette),
        style,
        label: short(code, keys).into(),
        name: code.name.as_str().into(),
    }
}

/// The marks of a suggestion: its people and its trigger, or one of both where they touch.
fn suggested(
    head: &SuggestionHead,
    code: Option<&Code>,
    text: &str,
    palette: &Palette,
    keys: &Keymap,
    is_selected: bool,
) -> Vec<Decoration> {
    let whole = head.whole();
    let is_one = whole.len() <= head.span.len() + head.trigger.len() + 1;
    let ranges = if is_one { vec![whole] } else { vec![head.span.clone(), head.trigger.clone()] };
    let what = code.map_or_else(String::new, |code| code.name.clone());
    let mark = |(n, range): (usize, std::ops::Range<usize>)| Decoration {
        color: code.map_or(palette.weak_text, |code| theme::drawn(code.colour, palette)),
        style: if is_selected { Style::Underline } else { Style::Dotted },
        label: if n == 0 {
            code.map_or("?".to_owned(), |code| format!("{}?", short(code, keys)))
        } else {
            String::new()
        }
        .into(),
        name: format!("Suggested as {what}").into(),
        range,
    };
    let ranges = ranges.into_iter().filter(|range| text.get(range.clone()).is_some());
    ranges.enumerate().map(mark).collect()
}

/// What stands in the margin for a suggestion: "K 13", "W ≥ 2", and "K" where it has no figure.
fn suggested_figure(head: &SuggestionHead, code: Option<&Code>, keys: &Keymap) -> String {
    let what = code.map_or_else(|| "?".to_owned(), |code| short(code, keys));
    if head.count.is_blank() {
        what
    } else {
        format!("{what} {}", typed::with_signs(&head.count.to_string()))
    }
}

fn unknown(palette: &Palette) -> Decoration {
    Decoration { range: 0..0, color: palette.weak_text, style: Style::Box, label: "".into(), name: "".into() }
}

/// What stands for a code on a label: its key, or the beginning of its name.
fn short(code: &Code, keys: &Keymap) -> String {
    if let Some(key) = Chord::of_code(code, keys) {
        return key.to_string();
    }
    match code.name.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", code.name[..end].trim_end()),
        None => code.name.clone(),
    }
}

/// Says what each of these annotations is, the innermost first.
pub(super) fn hover(ui: &mut Ui, open: &Workspace, over: &[AnnotationId]) {
    ui.set_max_width(340.0);
    for id in over.iter().take(LISTED) {
        let Some(annotation) = open.project.annotations.get(*id) else { continue };
        let code = open.project.codes.get(annotation.code);
        ui.horizontal(|ui| {
            if let Some(code) = code {
                let colour = theme::drawn(code.colour, Palette::for_ui(ui));
                let (rect, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), egui::Sense::hover());
                ui.painter().rect_filled(rect, 2.0, colour);
                ui.label(theme::strong(&code.name));
            }
            if let Some(claim) = open.project.claims.get(*id) {
                ui.label(claim.count.to_string());
                if let Some(outcome) = claim.outcome {
                    ui.label(outcome.as_str());
                }
                if let Some(date) = claim.date {
                    ui.label(date.to_string());
                }
            } else {
                // More than fits on a line is cut off by the label.
                let words: String = annotation.quote.chars().take(100).collect();
                ui.add(egui::Label::new(theme::remark(ui, format!("“{words}”"))).truncate());
            }
        });
        if !annotation.memo.is_empty() {
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 14.0), egui::Sense::hover());
                icon::note(ui.painter(), rect, egui::Stroke::new(1.1, Palette::for_ui(ui).weak_text));
                ui.add(egui::Label::new(theme::remark(ui, annotation.memo.as_str())).wrap());
            });
        }
    }
    if over.len() > LISTED {
        ui.label(theme::remark(ui, format!("and {} more; O goes through them", over.len() - LISTED)));
    }
}
