//! The user guide in a window: the repository's page, shown as it is written.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Context, FontFamily, FontId, Label, Ui, vec2};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{centred, page, room, takes_escape};

const GUIDE: &str = include_str!("../../../docs/counting-rules.md");

/// What the window keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// Whether the window is shown.
    pub open: bool,
    /// Whether it was shown in the last frame.
    was_open: bool,
    blocks: Vec<Block>,
}

/// A piece of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// A heading; the page's own is larger.
    Heading(String, bool),
    /// A paragraph, with the sign of a list's item before it, if it is one.
    Text(String, Vec<Run>),
    /// A table, its head first.
    Table(Vec<Vec<Vec<Run>>>),
}

/// Words, and whether they are emphasised.
type Run = (String, bool);

/// Shows the window where it is open.
pub fn show(context: &Context, local: &mut State) {
    let is_new = !std::mem::replace(&mut local.was_open, local.open);
    if !local.open {
        return;
    }
    if takes_escape(context) {
        local.open = false;
        return;
    }
    if local.blocks.is_empty() {
        local.blocks = blocks(GUIDE);
    }
    centred(context, "Guide").open(&mut local.open).default_size(vec2(680.0, 620.0).min(room(context))).show(
        context,
        |ui| {
            page::show(ui, "The guide", is_new, |ui| {
                for (n, block) in local.blocks.iter().enumerate() {
                    block.show(ui, n);
                }
            });
        },
    );
}

impl Block {
    fn show(&self, ui: &mut Ui, number: usize) {
        match self {
            Self::Heading(text, large) => {
                ui.add_space(space::MEDIUM);
                let size = if *large { size::HEADING + 5.0 } else { size::HEADING };
                ui.add(Label::new(theme::strong(text).size(size)).wrap());
            }
            Self::Text(sign, runs) => {
                ui.horizontal_top(|ui| {
                    if !sign.is_empty() {
                        ui.add_space(space::SMALL);
                        ui.label(sign);
                    }
                    ui.add(Label::new(job(ui, runs)).wrap());
                });
            }
            Self::Table(rows) => {
                let columns = rows.first().map_or(1, Vec::len).max(1);
                let width = (ui.available_width() - space::MEDIUM * columns as f32) / columns as f32;
                egui::Grid::new(("guide", number))
                    .striped(true)
                    .spacing([space::MEDIUM, space::SMALL])
                    .min_col_width(width)
                    .max_col_width(width)
                    .show(ui, |ui| {
                        for row in rows {
                            for cell in row {
                                ui.add(Label::new(job(ui, cell)).wrap());
                            }
                            ui.end_row();
                        }
                    });
            }
        }
        ui.add_space(space::TIGHT);
    }
}

fn job(ui: &Ui, runs: &[Run]) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (text, strong) in runs {
        let family = if *strong { theme::semibold() } else { FontFamily::Proportional };
        let format = TextFormat {
            font_id: FontId::new(size::BODY, family),
            color: Palette::for_ui(ui).text,
            ..TextFormat::default()
        };
        job.append(text, 0.0, format);
    }
    job
}

/// The pieces of a page of Markdown: headings, paragraphs, lists and tables, with emphasis.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut rows: Vec<Vec<Vec<Run>>> = Vec::new();
    let mut strong = false;
    let mut sign = String::new();
    // The number of the next item; a list without numbers has none.
    let mut next: Option<u64> = None;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => runs.push((text.into_string(), strong)),
            Event::SoftBreak | Event::HardBreak => runs.push((" ".to_owned(), strong)),
            Event::Start(Tag::Strong) => strong = true,
            Event::Start(Tag::TableHead) => {
                strong = true;
                rows.push(Vec::new());
            }
            Event::End(TagEnd::Strong | TagEnd::TableHead) => strong = false,
            Event::Start(Tag::Table(_)) => rows.clear(),
            Event::Start(Tag::TableRow) => rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                rows.last_mut().into_iter().for_each(|row| row.push(std::mem::take(&mut runs)));
            }
            Event::End(TagEnd::Table) => blocks.push(Block::Table(std::mem::take(&mut rows))),
            Event::Start(Tag::List(first)) => next = first,
            Event::Start(Tag::Item) => {
                sign = next.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
                next = next.map(|number| number + 1);
            }
            Event::End(TagEnd::Heading(level)) => {
                let text: String = runs.drain(..).map(|(text, _)| text).collect();
                blocks.push(Block::Heading(text, level == HeadingLevel::H1));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) if !runs.is_empty() => {
                blocks.push(Block::Text(std::mem::take(&mut sign), std::mem::take(&mut runs)));
            }
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart_into_its_pieces() {
        let page = "# Head\n\nOne **two**\nthree.\n\n1. first\n2. second\n\n| a | b |\n| --- | --- |\n| c | **d** |\n";
        let run = |text: &str, strong| (text.to_owned(), strong);
        let item = |sign: &str, text: &str| Block::Text(sign.to_owned(), vec![run(text, false)]);
        assert_eq!(
            blocks(page),
            [
                Block::Heading("Head".to_owned(), true),
                Block::Text(
                    String::new(),
                    vec![run("One ", false), run("two", true), run(" ", false), run("three.", false)]
                ),
                item("1.", "first"),
                item("2.", "second"),
                Block::Table(vec![
                    vec![vec![run("a", true)], vec![run("b", true)]],
                    vec![vec![run("c", false)], vec![run("d", true)]],
                ]),
            ]
        );
    }

    #[test]
    fn the_guide_is_shown_whole() {
        let said: String = blocks(GUIDE)
            .into_iter()
            .map(|block| match block {
                Block::Heading(text, _) => text,
                Block::Text(_, runs) => runs.into_iter().map(|(text, _)| text).collect(),
                Block::Table(rows) => rows.concat().concat().into_iter().map(|(text, _)| text).collect(),
            })
            .collect();
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count();
        assert_eq!(letters(&said), letters(GUIDE));
    }
}
