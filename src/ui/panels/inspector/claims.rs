//! The claims of an incident as rows: each figure with its article, its day, who says so and how it
//! stands, grouped by source. The figure that speaks for its source has a full sign.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{article_of, words};
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{row, row_background};
use tollbook_core::analysis::independent_sources::{SourceFigures, Word};
use tollbook_core::analysis::wording::{counted, sentence};
use tollbook_core::model::{AnnotationId, Claim, ClaimStatus, Kind};
use tollbook_state::{Action, Workspace};
use tollbook_state::{AnnotationAction, ClaimAction};

/// How many rows are listed before the rest has to be asked for.
const LISTED: usize = 24;
/// How high a claim is, and the name of a source.
const CLAIM: f32 = 40.0;
const SOURCE: f32 = 22.0;
/// How wide the sign of who speaks is.
const SIGN: f32 = 24.0;
/// How many rows past the edge of the view are there, so that Tab comes to them.
const BEYOND: usize = 2;

/// What is listed, from top to bottom, with where each row begins; derived once an edit.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<(f32, Line)>,
    claims: usize,
}

#[derive(Debug)]
enum Line {
    /// A source of several claims, and how many: one of them is chosen.
    Source(String, usize),
    /// A claim.
    Claim(Row),
}

#[derive(Debug)]
struct Row {
    id: AnnotationId,
    figure: String,
    title: String,
    /// Article's day, source and kind.
    about: String,
    status: ClaimStatus,
    /// Who says so, and when who died of wounds died.
    also: String,
    /// `None` for a claim that takes part in no estimate.
    word: Option<Word>,
    /// Whether the coder can let it speak.
    can_speak: bool,
}

impl Rows {
    /// The claims of an estimate, source by source.
    pub fn of_sources(open: &Workspace, sources: &[SourceFigures]) -> Self {
        let mut rows = Self::default();
        for source in sources {
            let several = source.claims.len() > 1;
            if several {
                let name = source.agency.as_deref().unwrap_or("One article");
                let claims = source.claims.len();
                rows.push(Line::Source(
                    format!("{name} · {}, of which one is used", counted(claims, "claim")),
                    claims,
                ));
            }
            for word in &source.claims {
                let shown = source.agency.as_deref().filter(|_| !several);
                rows.extend_with(open, word.claim, shown, Some(*word), several);
            }
        }
        rows
    }

    /// Claims that take part in no estimate: parts and background.
    pub fn of_others(open: &Workspace, claims: &[AnnotationId]) -> Self {
        let mut rows = Self::default();
        for &id in claims {
            rows.extend_with(open, id, None, None, false);
        }
        rows
    }

    fn extend_with(
        &mut self,
        open: &Workspace,
        id: AnnotationId,
        source: Option<&str>,
        word: Option<Word>,
        several: bool,
    ) {
        let Some(claim) = open.project.claims.get(id) else { return };
        let article = article_of(open, id);
        let day = article.as_ref().and_then(|article| article.published);
        let mut about = Vec::new();
        if claim.kind != Kind::Incident {
            let outcome = claim.outcome.map(|outcome| format!(", {outcome}")).unwrap_or_default();
            let exclusive = if claim.part_exclusive { ", exclusive" } else { "" };
            about.push(format!("{}{outcome}{exclusive}", claim.kind));
        }
        about.push(day.map_or_else(|| "undated".to_owned(), |day| day.to_string()));
        about.extend(source.map(str::to_owned));
        self.claims += 1;
        self.push(Line::Claim(Row {
            id,
            figure: claim.count.to_string(),
            title: article.map_or("The article is gone".to_owned(), |article| article.into_owned().title),
            about: about.join(" · "),
            status: claim.status,
            also: also(claim),
            word,
            can_speak: several && claim.status == ClaimStatus::Asserted && !claim.count.is_blank(),
        }));
    }

    fn push(&mut self, line: Line) {
        let top = self.height(self.rows.len());
        self.rows.push((top, line));
    }

    /// How high the first `n` rows are.
    fn height(&self, n: usize) -> f32 {
        n.checked_sub(1).and_then(|last| self.rows.get(last)).map_or(0.0, |(top, line)| top + line.height())
    }
}

impl Line {
    fn height(&self) -> f32 {
        match self {
            Self::Source(..) => SOURCE,
            Self::Claim(_) => CLAIM,
        }
    }
}

fn also(claim: &Claim) -> String {
    let mut also = Vec::new();
    if claim.died_of_wounds {
        let day = claim.death_date.map(|day| format!(" on {day}")).unwrap_or_default();
        also.push(format!("died of wounds{day}"));
    }
    if !claim.attribution.is_empty() {
        also.push(claim.attribution.clone());
    }
    also.join(" · ")
}

/// Shows the rows that are in view; all of them once `unfolded` is set, which a link does.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    rows: &Rows,
    selected: Option<AnnotationId>,
    unfolded: &mut bool,
    actions: &mut Vec<Action>,
) {
    let listed = if *unfolded || rows.rows.len() <= LISTED { rows.rows.len() } else { LISTED };
    let width = ui.available_width();
    let (whole, _) = ui.allocate_exact_size(vec2(width, rows.height(listed)), Sense::hover());
    let clip = ui.clip_rect();
    let first =
        rows.rows[..listed].partition_point(|(top, line)| whole.top() + top + line.height() < clip.top());
    let last = rows.rows[..listed].partition_point(|(top, _)| whole.top() + top < clip.bottom());
    for (top, line) in &rows.rows[first.saturating_sub(BEYOND)..(last + BEYOND).min(listed)] {
        let rect = Rect::from_min_size(pos2(whole.left(), whole.top() + top), vec2(width, line.height()));
        match line {
            Line::Source(name, claims) => source(ui, rect, name, *claims as f32 * CLAIM),
            Line::Claim(row) => claim(ui, open, rect, row, selected == Some(row.id), actions),
        }
    }
    if listed < rows.rows.len() && ui.link(format!("Show all {}", counted(rows.claims, "claim"))).clicked() {
        *unfolded = true;
    }
}

/// The name of a source, and a frame around its claims, which are `below` high.
fn source(ui: &Ui, rect: Rect, name: &str, below: f32) {
    let Palette { weak_text: soft, line, .. } = *Palette::for_ui(ui);
    let group = rect.with_max_y(rect.bottom() + below);
    ui.painter().rect_stroke(group, 4.0, Stroke::new(1.0, line), StrokeKind::Inside);
    let name = cut(ui, vec![(name.to_owned(), size::SMALL, soft)], rect.width() - space::SMALL);
    let at = pos2(rect.left() + space::TIGHT, rect.bottom() - name.size().y - 2.0);
    ui.painter().galley(at, name, soft);
}

/// A claim with its figure and its article; a click goes to its words.
fn claim(ui: &mut Ui, open: &Workspace, rect: Rect, row: &Row, selected: bool, actions: &mut Vec<Action>) {
    let (sign, rest) = rect.split_left_right_at_x(rect.left() + SIGN);
    if let Some(word) = row.word {
        speaks(ui, open, sign, row, word, actions);
    }
    let response = ui.interact(rest, ui.scope_id().with((row.id, "claim")), Sense::click());
    let status = match row.status {
        ClaimStatus::Asserted => String::new(),
        status => format!("{status}, "),
    };
    let name = format!("{}, {status}{}", row.figure, row.title);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let palette = Palette::for_ui(ui);
    let slip = rest.shrink2(vec2(0.0, 1.0));
    ui.painter().rect_filled(slip, 4.0, palette.text_background);
    row_background::paint_row_background(ui, slip, &response, selected);
    let inner = rest.shrink2(vec2(space::SMALL, 4.0));
    let (top, bottom) = inner.split_top_bottom_at_fraction(0.53);
    let font = FontId::new(size::BODY, theme::semibold());
    let figure = cut_to(ui, LayoutJob::simple_singleline(row.figure.clone(), font, palette.text), 130.0);
    let at = Align2::RIGHT_CENTER.align_size_within_rect(figure.size(), top);
    ui.painter().galley(at.min, figure, palette.text);
    if !row.status.counts() {
        ui.painter().hline(at.x_range(), at.center().y, Stroke::new(1.2, palette.text));
    }
    let title =
        cut(ui, vec![(row.title.clone(), size::BODY, palette.text)], at.left() - space::SMALL - top.left());
    ui.painter().galley(
        Align2::LEFT_CENTER.align_size_within_rect(title.size(), top).min,
        title,
        palette.text,
    );
    let mut parts = vec![(row.about.clone(), size::SMALL, palette.weak_text)];
    if row.status != ClaimStatus::Asserted {
        parts.push((" · ".to_owned(), size::SMALL, palette.weak_text));
        parts.push((row.status.to_string(), size::SMALL, palette.warning));
    }
    if !row.also.is_empty() {
        parts.push((format!(" · {}", row.also), size::SMALL, palette.weak_text));
    }
    let remark = cut(ui, parts, bottom.width());
    ui.painter().galley(
        Align2::LEFT_CENTER.align_size_within_rect(remark.size(), bottom).min,
        remark,
        palette.weak_text,
    );
    let response = response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(theme::strong(&row.title));
        if let Some(annotation) = open.project.annotations.get(row.id) {
            ui.label(format!("“{}”", annotation.quote));
        }
        if let Some(claim) = open.project.claims.get(row.id).filter(|claim| !claim.attribution.is_empty()) {
            row::remark(ui, format!("Said by {}", claim.attribution));
        }
        if row.status != ClaimStatus::Asserted {
            let text = format!("{}: {}", row.status, words::status(row.status));
            row::remark(ui, sentence(&text));
        }
    });
    if response.clicked() {
        actions.push(Action::Annotation(AnnotationAction::Show(row.id)));
    }
}

/// Whether the claim's figure speaks for its source; a click, Space or Enter lets it.
fn speaks(ui: &mut Ui, open: &Workspace, rect: Rect, row: &Row, word: Word, actions: &mut Vec<Action>) {
    let can_choose = row.can_speak && open.can_edit() && (!word.speaks || word.chosen);
    let sense = if can_choose { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with((row.id, "speaks")), sense);
    let palette = Palette::for_ui(ui);
    let middle = rect.center();
    let lit = response.hovered() && can_choose;
    let colour = if word.chosen { palette.accent } else { palette.weak_text };
    let ink = if lit { palette.text } else { colour };
    // One of several claims of a source is chosen; a claim that stands alone has nothing to be chosen from.
    if row.can_speak {
        ui.painter().circle_stroke(middle, 5.5, Stroke::new(1.3, ink));
    }
    if word.speaks {
        let radius = if row.can_speak { 3.0 } else { 2.0 };
        ui.painter().circle_filled(middle, radius, ink);
    }
    if response.has_focus() {
        row_background::ring(ui, rect.shrink(2.0));
    }
    let tip = match (word.speaks, word.chosen, row.can_speak) {
        (_, true, _) => {
            "Chosen by the coder for its source. Click here to use the latest definite figure again."
        }
        (true, false, true) => "Used for its source: the latest definite figure",
        (true, false, false) => "Used for its source",
        (false, false, true) => "Use this figure for its source",
        (false, false, false) => "Not used: it gives no figure, or is disputed, denied or superseded",
    };
    if can_choose {
        let name = format!("Use {} for its source, {}", row.figure, row.title);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, word.speaks, &name));
    }
    if response.on_hover_text(tip).clicked() {
        actions.push(Action::Claim(ClaimAction::ChooseFigure(row.id, !word.chosen)));
    }
}

/// Words of several colours and sizes on one line, cut with an ellipsis.
fn cut(
    ui: &Ui,
    parts: Vec<(String, f32, eframe::egui::Color32)>,
    width: f32,
) -> std::sync::Arc<eframe::egui::Galley> {
    let mut job = LayoutJob::default();
    for (text, size, colour) in parts {
        job.append(&text, 0.0, TextFormat::simple(FontId::proportional(size), colour));
    }
    cut_to(ui, job, width)
}

fn cut_to(ui: &Ui, mut job: LayoutJob, width: f32) -> std::sync::Arc<eframe::egui::Galley> {
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    ui.painter().layout_job(job)
}
