//! The widget: a text to read and to select in.

use std::ops::Range;
use std::sync::Arc;

use egui::{self, CursorIcon, Id, Rect, Sense, Ui};

use super::accessibility;
use super::block::Typesetter;
use super::decorations::Layers;
use super::keyboard;
use super::layout::{Area, Caret, Document, Setting};
use super::options::{Options, Response};
use super::overview::Overview;
use super::paint::{Frame, PaintContext};
use super::pointer::Dragging;
use super::scroll::{Scroll, Window};
use super::scrollbar;
use super::select::{self, Selection};

/// What a caller asked for since the last frame.
#[derive(Clone, Debug)]
pub(super) enum ScrollRequest {
    Reveal(Range<usize>),
    RevealCaret,
    Top(usize),
}

/// A text view: one for each place on the screen where a text is read.
pub struct TextView {
    pub(super) typesetter: Typesetter,
    pub(super) document: Option<Document>,
    pub(super) selection: Selection,
    pub(super) dragging: Dragging,
    /// How far right up and down aim for, in pixels, while the caret goes nowhere else.
    pub(super) kept_x: Option<f32>,
    /// The selections that the present one was grown from.
    pub(super) grown: Vec<Selection>,
    pub(super) scroll: Scroll,
    pub(super) wish: Option<ScrollRequest>,
    wants_focus: bool,
    pub(super) frame: Frame,
    window: Rect,
    pub(super) blocks: Range<usize>,
    pub(super) overview: Overview,
}

impl Default for TextView {
    fn default() -> Self {
        Self::new()
    }
}

impl TextView {
    /// An empty view. The fonts are those that come with the program until a text needs others.
    pub fn new() -> Self {
        Self {
            typesetter: Typesetter::default(),
            document: None,
            selection: Selection::default(),
            dragging: Dragging::default(),
            kept_x: None,
            grown: Vec::new(),
            scroll: Scroll::default(),
            wish: None,
            wants_focus: false,
            frame: Frame { left: 0.0, top: 0.0, scroll: 0.0, pixels_per_point: 1.0 },
            window: Rect::NOTHING,
            blocks: 0..0,
            overview: Overview::default(),
        }
    }

    /// Forgets the place and the selection: the next text starts at its top. A text other than the
    /// last one does that by itself.
    pub fn reset(&mut self) {
        self.document = None;
        self.place(Selection::default());
        self.scroll = Scroll::default();
        self.wish = None;
        self.dragging = Dragging::default();
    }

    /// Selects these bytes; an empty range puts the caret there. Offsets inside a character move to
    /// its start.
    pub fn select(&mut self, range: Range<usize>) {
        let selection = match &self.document {
            Some(document) => {
                let text = document.text();
                let start = select::floor(text, range.start);
                Selection::from_range(start..select::floor(text, range.end).max(start))
            }
            None => Selection::from_range(range),
        };
        if self.selection.range() != selection.range() {
            self.place(selection);
        }
    }

    /// Puts the caret at the end of the selection and selects nothing.
    pub(super) fn collapse(&mut self) {
        self.place(Selection::at(self.selection.focus));
    }

    /// Scrolls, in the next frame, so that this byte is on the first line of the window.
    pub fn begin_at(&mut self, byte: usize) {
        self.wish = Some(ScrollRequest::Top(byte));
    }

    /// How many paragraphs the text has; blank ones do not count.
    pub fn paragraphs(&self) -> u32 {
        self.document.as_ref().map_or(0, Document::paragraphs)
    }

    /// The first byte of a paragraph, counted from 1 without blank ones; that of the last one if there
    /// are not so many.
    pub fn paragraph(&self, number: u32) -> Option<usize> {
        self.document.as_ref().map(|document| document.paragraph(number))
    }

    /// Scrolls, in the next frame, so far that these bytes are in view.
    pub fn scroll_to(&mut self, range: Range<usize>) {
        self.wish = Some(ScrollRequest::Reveal(range));
    }

    /// Takes the keyboard in the next frame.
    pub fn request_focus(&mut self) {
        self.wants_focus = true;
    }

    /// The selected bytes, if any are.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.selection.non_empty()
    }

    /// Where the caret is.
    pub fn caret(&self) -> usize {
        self.selection.focus.byte
    }

    /// The rectangles that these bytes took up on the screen in the last frame, from top to bottom; in
    /// text of both directions one line may have several. Only lines in the window are known.
    pub fn rects_for(&self, range: Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        if let Some(document) = &self.document {
            for block in self.blocks.clone() {
                document.areas_in(block, range.clone(), |area| rects.push(self.frame.rect(&area)));
            }
        }
        rects
    }

    /// The rectangle around the part of these bytes that was in the window in the last frame: where a
    /// card about them belongs.
    pub fn anchor_for(&self, range: Range<usize>) -> Option<Rect> {
        let rects = self.rects_for(range);
        let in_window = rects.into_iter().filter(|r| r.intersects(self.window));
        in_window.reduce(|all, rect| all.union(rect))
    }

    /// Where the caret was on the screen in the last frame.
    pub fn caret_rect(&mut self) -> Option<Rect> {
        let document = self.document.as_mut()?;
        let area = document.caret_area(self.selection.focus, &mut self.typesetter);
        Some(self.frame.rect(&area))
    }

    /// The byte boundary that is nearest to a point of the screen, by the last frame's layout.
    pub fn byte_at(&mut self, point: egui::Pos2) -> Option<usize> {
        self.caret_at(point).map(|caret| caret.byte)
    }

    /// Makes the system's fonts known before a text needs them.
    pub fn load_system_fonts(&mut self) {
        self.typesetter.fonts.load_system();
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        if let Some(document) = &self.document {
            let all = 0..document.text().len();
            self.place(Selection::from_range(all));
        }
    }

    /// The selected words, if any are.
    pub fn selected_text(&self) -> Option<&str> {
        let range = self.selection.non_empty()?;
        self.document.as_ref()?.text().get(range)
    }

    /// From a point of the screen to pixels of the text.
    pub(super) fn to_text(&self, point: egui::Pos2) -> (f32, f64) {
        self.frame.to_text(point)
    }

    pub(super) fn caret_at(&mut self, point: egui::Pos2) -> Option<Caret> {
        let (x, y) = self.frame.to_text(point);
        let document = self.document.as_mut()?;
        Some(document.hit(x, y, &mut self.typesetter))
    }

    /// Changes the selection and drops what belonged to the one before.
    pub(super) fn place(&mut self, selection: Selection) {
        self.selection = selection;
        self.kept_x = None;
        self.grown.clear();
    }

    /// Shows the text in all the room that is left, and takes the mouse and, focused, the keyboard. It
    /// scrolls by itself: do not put it into a scroll area, whose room has no end.
    ///
    /// A text other than the last frame's starts at its top with nothing selected. Letter keys are
    /// left alone: they are commands elsewhere.
    pub fn show(&mut self, ui: &mut Ui, text: &Arc<str>, layers: &Layers<'_>, options: &Options) -> Response {
        let rect = ui.available_rect_before_wrap();
        let id = ui.make_persistent_id("text view");
        ui.advance_cursor_after_rect(rect);
        let response = ui.interact(rect, id, Sense::click_and_drag());
        self.arrange(ui, rect, text, layers, options);
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }

        let before = self.selection;
        let moved = self.take_pointer(ui, &response, layers, options);
        let has_focus = response.has_focus();
        if has_focus {
            let page = self.window_px().height * 0.9;
            keyboard::handle(self, ui, id, page);
        }
        let changed = self.selection != before;

        let bar = scrollbar::room(rect);
        self.scroll_by_wheel(ui, &response);
        self.settle();
        scrollbar::show(self, ui, id.with("scroll bar"), bar, layers, options);

        let hovered = self.hovered(ui, &response);
        let hovered_marks = hovered.map_or_else(Vec::new, |byte| layers.marks.at(byte));
        if hovered.is_some() && ui.output(|output| output.cursor_icon) == CursorIcon::Default {
            ui.set_cursor_icon(CursorIcon::Text);
        }
        self.show_margin(ui, id, rect, layers, options);
        let visible = self.visible();
        if let Some(document) = &mut self.document
            && ui.is_rect_visible(rect)
        {
            let painter = ui.painter_at(rect);
            let max_side = ui.input(|input| input.max_texture_side);
            let transfer = ui.visuals().text_options.color_transfer_function;
            self.typesetter.atlas.begin_frame(transfer, max_side);
            let scene = PaintContext {
                frame: self.frame,
                blocks: self.blocks.clone(),
                clip: rect,
                visible: visible.clone(),
                layers,
                // Of several, the innermost: all at once would hide each other.
                hovered: hovered_marks.first().copied(),
                moved: self.dragging.moved(),
                labels: options.labels,
                selection: self.selection.non_empty(),
                caret: Some(self.selection.focus),
                focused: has_focus,
                colors: &options.colors,
            };
            scene.paint(document, &mut self.typesetter, &painter);
            accessibility::describe(
                ui,
                &response,
                &options.label,
                document,
                self.blocks.clone(),
                &self.frame,
                &self.selection,
            );
            document.forget();
        }

        let clicked = hovered.filter(|_| response.clicked() && !self.dragging.holds_mark());
        Response {
            selection: self.selection.non_empty(),
            changed,
            caret: self.caret(),
            clicked,
            hovered,
            hovered_marks,
            moved,
            has_focus,
            visible,
            response,
        }
    }

    /// Brings document and frame up to date with the text, the options and the room on the screen.
    fn arrange(&mut self, ui: &Ui, rect: Rect, text: &Arc<str>, layers: &Layers<'_>, options: &Options) {
        let pixels_per_point = ui.pixels_per_point();
        let snap = |x: f32| (x * pixels_per_point).round() / pixels_per_point;
        // Room at the sides for marks that stand out of the column, and for the scroll bar.
        let [left_gutter, right_gutter] = options.gutters();
        let room = rect.width() - scrollbar::WIDTH - left_gutter - right_gutter;
        let width = options.column.min(room).max(options.body.size * 4.0);
        let setting = Setting {
            body: options.body,
            title: options.title,
            titles: options.titles,
            width: (width * pixels_per_point).floor(),
            pixels_per_point,
        };
        let same = self
            .document
            .as_ref()
            .is_some_and(|document| document.is(text, &options.structure, options.reflows));
        let is_same_text = same
            || self
                .document
                .as_ref()
                .is_some_and(|document| Arc::ptr_eq(document.text(), text) || document.text() == text);
        let structured =
            || Document::structured(text.clone(), options.structure.clone(), options.reflows, setting);
        match &mut self.document {
            Some(document) if same => {
                let old = document.height(self.scroll.block());
                if document.reset(setting) {
                    self.scroll.keep_place(old, document, &mut self.typesetter);
                    self.kept_x = None;
                }
            }
            // The same words are set in another way: what is selected stays, and so does the line at the top.
            Some(_) if is_same_text => {
                let top = self.visible().start;
                self.document = Some(structured());
                self.kept_x = None;
                self.scroll = Scroll::default();
                self.wish.get_or_insert(ScrollRequest::Top(top));
            }
            slot => {
                // What was asked for before the text was seen is meant for this text.
                let selection = slot.is_none().then_some(self.selection);
                let wish = self.wish.take().filter(|_| slot.is_none());
                *slot = Some(structured());
                self.place(Selection::default());
                self.scroll = Scroll::default();
                self.scroll.by(-self.window_px().above);
                self.dragging = Dragging::default();
                self.wish = wish;
                if let Some(selection) = selection {
                    self.select(selection.range());
                }
            }
        }
        if let Some(document) = &mut self.document {
            let note = layers.note.as_ref().map(|(byte, _)| *byte);
            document.dress(layers.marks, options.labels, note);
        }
        self.window = rect;
        let left = rect.center().x - (width + scrollbar::WIDTH) / 2.0;
        self.frame = Frame {
            left: snap(left.max(rect.left() + left_gutter)),
            top: snap(rect.top()),
            scroll: self.frame.scroll,
            pixels_per_point,
        };
        self.settle();
    }

    /// The window in pixels, with the air above the first line and below the last.
    pub(super) fn window_px(&self) -> Window {
        let scale = self.frame.pixels_per_point;
        Window {
            height: self.window.height().max(0.0) * scale,
            above: (20.0 * scale).round(),
            below: (60.0 * scale).round(),
        }
    }

    /// Lays out what is in view, after granting what was asked for.
    pub(super) fn settle(&mut self) {
        let window = self.window_px();
        let Some(document) = &mut self.document else {
            return;
        };
        let typesetter = &mut self.typesetter;
        if let Some(wish) = self.wish.take() {
            let margin = (window.height * 0.2).min(48.0 * self.frame.pixels_per_point);
            let is_top = matches!(wish, ScrollRequest::Top(_));
            let area = match wish {
                ScrollRequest::Top(byte) => {
                    let byte = select::floor(document.text(), byte);
                    let area = document.caret_area(Caret::before(byte), typesetter);
                    // The first line has air above it.
                    let y = if byte == 0 { f64::from(-window.above) } else { area.top };
                    self.scroll.to(y, document);
                    area
                }
                ScrollRequest::RevealCaret => document.caret_area(self.selection.focus, typesetter),
                ScrollRequest::Reveal(range) => {
                    let text = document.text().clone();
                    let start = select::floor(&text, range.start);
                    let end = select::floor(&text, range.end).max(start);
                    let last = document.caret_area(Caret::after(end), typesetter);
                    let first = document.caret_area(Caret::before(start), typesetter);
                    Area { bottom: last.bottom.max(first.bottom), ..first }
                }
            };
            if !is_top {
                self.scroll.reveal(&area, &window, margin, document);
            }
        }
        self.blocks = self.scroll.settle(&window, document, typesetter);
        // Glyphs are sharp only on whole pixels.
        self.frame.scroll = self.scroll.y(document).round();
    }

    fn hovered(&mut self, ui: &Ui, response: &egui::Response) -> Option<usize> {
        let pointer = ui.input(|input| input.pointer.hover_pos())?;
        if !response.contains_pointer() {
            return None;
        }
        let (x, y) = self.frame.to_text(pointer);
        let document = self.document.as_mut()?;
        document.cluster_under(x, y, &mut self.typesetter)
    }

    pub(super) fn visible(&self) -> Range<usize> {
        let Some(document) = &self.document else {
            return 0..0;
        };
        let first = document.range(self.blocks.start);
        let last = document.range(self.blocks.end.saturating_sub(1));
        let top = self.frame.scroll;
        let bottom = top + f64::from(self.window_px().height);
        let mut visible = last.end..first.start;
        for index in self.blocks.clone() {
            let Some(layout) = document.laid_out(index) else {
                continue;
            };
            let (start, block_top) = (document.range(index).start, document.top(index));
            for line in &layout.lines {
                let above = block_top + f64::from(line.bottom) <= top;
                if !above && block_top + f64::from(line.top) < bottom {
                    visible.start = visible.start.min(start + line.text.start as usize);
                    visible.end = visible.end.max(start + line.text.end as usize);
                }
            }
        }
        visible.start.min(visible.end)..visible.end
    }

    /// The id that the view has in this part of the interface, for moving the focus to it.
    pub fn id(ui: &Ui) -> Id {
        ui.make_persistent_id("text view")
    }
}
