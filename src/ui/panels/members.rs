//! Who of the team has an article: signs in the list of articles, words and a menu above the text.

use eframe::egui::{Align2, Button, FontId, Painter, Rect, RichText, Stroke, Ui, pos2, vec2};

use crate::ui::theme::{self, Palette, size, space};
use tollbook_core::model::ArticleId;
use tollbook_state::{Action, TeamAction, Workspace};

/// What the menu above the text is called while nobody has taken the article.
pub const UNASSIGNED: &str = "Unassigned";
/// What it is called while it is assigned to whoever looks at it.
pub const YOURS: &str = "Yours";
/// The entry of that menu that takes the article.
pub const TAKE: &str = "Take it";
/// The entry that gives it back.
pub const GIVE_BACK: &str = "Give it back";
/// What is said of what was last known of the team.
pub const LAST_KNOWN: &str = "as last known";

/// Who has an article, in words: "Ben has it open, assigned to Cleo"; blank where nobody has.
pub fn words(open: &Workspace, article: ArticleId) -> String {
    let mut parts: Vec<String> = Vec::new();
    let here: Vec<&str> = open.team.at(article).iter().map(|coder| open.name_of(*coder)).collect();
    match here.as_slice() {
        [] => {}
        [one] => parts.push(format!("{one} has it open")),
        several => parts.push(format!("{} have it open", several.join(", "))),
    }
    match open.team.assigned(article) {
        Some(coder) if coder == open.coder => parts.push("assigned to you".to_owned()),
        Some(coder) => parts.push(format!("assigned to {}", open.name_of(coder))),
        None => {}
    }
    if !parts.is_empty() && !open.team.is_live(&open.save) {
        parts.push(LAST_KNOWN.to_owned());
    }
    parts.join(", ")
}

/// The first letters of a name's first two words.
fn initials(name: &str) -> String {
    let letters =
        name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    letters.take(2).flat_map(char::to_uppercase).collect()
}

/// The diameter of a sign.
const SIGN: f32 = 18.0;

/// Paints a sign for each who has an article, from the right end of `rect`: filled for those who have it open, an outline
/// for whom it is assigned to. Gives the left end of them.
pub fn signs(ui: &Ui, open: &Workspace, article: ArticleId, rect: Rect) -> f32 {
    let palette = Palette::for_ui(ui);
    let (is_live, mut right) = (open.team.is_live(&open.save), rect.right());
    let mut sign = |name: &str, is_filled: bool| {
        let centre = pos2(right - SIGN / 2.0, rect.center().y);
        paint(ui.painter(), palette, centre, &initials(name), is_filled, is_live);
        right -= SIGN + 3.0;
    };
    if let Some(coder) = open.team.assigned(article) {
        sign(open.name_of(coder), false);
    }
    // More have no room beside the title; its tooltip names them.
    for coder in open.team.at(article).iter().take(2) {
        sign(open.name_of(*coder), true);
    }
    right
}

fn paint(
    painter: &Painter,
    palette: &Palette,
    centre: eframe::egui::Pos2,
    letters: &str,
    is_filled: bool,
    is_live: bool,
) {
    let ink = if is_live { palette.accent } else { palette.weak_text };
    if is_filled {
        let ground = if is_live { palette.accent_fill } else { palette.raised };
        painter.circle(centre, SIGN / 2.0 - 0.5, ground, Stroke::new(1.0, ink));
    } else {
        painter.circle_stroke(centre, SIGN / 2.0 - 0.5, Stroke::new(1.2, ink));
    }
    let letters_ink = if is_live { palette.text } else { palette.weak_text };
    painter.text(
        centre,
        Align2::CENTER_CENTER,
        letters,
        FontId::proportional(size::SMALL - 2.0),
        letters_ink,
    );
}

/// Above the text of a team's article: who else has it open, and a menu to take or assign it. Goes from right to left.
pub fn head(ui: &mut Ui, open: &Workspace, article: ArticleId, actions: &mut Vec<Action>) {
    if open.save.team.is_none() {
        return;
    }
    let palette = Palette::for_ui(ui);
    let holder = open.team.assigned(article);
    let name = match holder {
        None => UNASSIGNED.to_owned(),
        Some(coder) if coder == open.coder => YOURS.to_owned(),
        Some(coder) => format!("Assigned to {}", open.name_of(coder)),
    };
    let is_live = open.team.is_live(&open.save);
    let button = ui.menu_button(name, |ui| {
        if !is_live {
            ui.label(theme::remark(ui, "The team is not reached just now: nothing can be assigned."));
        }
        ui.add_enabled_ui(is_live, |ui| {
            let (text, to) = match holder == Some(open.coder) {
                true => (GIVE_BACK, None),
                false => (TAKE, Some(open.coder)),
            };
            if ui.add(Button::new(theme::strong(text))).clicked() {
                actions.push(Action::Team(TeamAction::Assign(article, to)));
                ui.close();
            }
            ui.separator();
            for (coder, name) in open.assignable().into_iter().skip(1) {
                if ui.add(Button::selectable(holder == Some(coder), format!("Assign to {name}"))).clicked() {
                    actions.push(Action::Team(TeamAction::Assign(article, Some(coder))));
                    ui.close();
                }
            }
            let nobody = Button::selectable(holder.is_none(), "Assign to nobody");
            if holder != Some(open.coder) && ui.add(nobody).clicked() {
                actions.push(Action::Team(TeamAction::Assign(article, None)));
                ui.close();
            }
        });
    });
    button.response.on_hover_text("Who of your team reads this article; everybody sees it in their list");
    let here = open.team.at(article);
    if here.is_empty() || ui.available_width() < WORDS {
        return;
    }
    let names: Vec<&str> = here.iter().map(|coder| open.name_of(*coder)).collect();
    let mut text = format!("{} {} here", names.join(", "), if names.len() == 1 { "is" } else { "are" });
    let colour = if is_live { palette.accent } else { palette.weak_text };
    if !is_live {
        text.push_str(&format!(", {LAST_KNOWN}"));
    }
    ui.label(RichText::new(text).size(size::SMALL).color(colour));
    ui.allocate_space(vec2(space::TIGHT, 0.0));
}

/// Less room than this is left to the title.
const WORDS: f32 = 200.0;

#[cfg(test)]
mod tests {
    use eframe::egui;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::panels::{articles, reader};
    use crate::ui::test_support::Story;
    use tollbook_core::model::EntryId;
    use tollbook_state::effect::{Done, Effect};
    use tollbook_state::save::TeamStatus;
    use tollbook_state::team::{MemberPresence, Whereabouts};

    const BEN: EntryId = EntryId(uuid::Uuid::from_u128(5));

    #[derive(Default)]
    struct Panels {
        articles: articles::State,
        reader: reader::State,
        wished: Vec<Effect>,
        ready: bool,
    }

    fn status(problem: Option<&str>) -> Done {
        let address = "postgresql://ada@db.example/sahel".to_owned();
        Done::Team(TeamStatus { address, problem: problem.map(str::to_owned), ..TeamStatus::default() })
    }

    /// The list and the text of a replica in which Ben has the open article open, and another one assigned.
    fn panels() -> Harness<'static, (Story, Panels)> {
        let mut story = Story::new();
        story.tell(status(None));
        let (open, other) = (story.article("helicopters.txt"), story.article("mourning.txt"));
        story.tell(Action::Article(tollbook_state::ArticleAction::Show(open)));
        let present = vec![MemberPresence { member: "ben".to_owned(), coder: BEN, article: Some(open) }];
        story.tell(Done::Whereabouts(Whereabouts {
            present: Some(present),
            assigned: vec![(other, Some(BEN))],
            ..Whereabouts::default()
        }));
        let frame = |ui: &mut Ui, (story, panels): &mut (Story, Panels)| {
            if !std::mem::replace(&mut panels.ready, true) {
                return theme::install(ui.ctx());
            }
            let mut actions = Vec::new();
            egui::Panel::left("articles").exact_size(236.0).show(ui, |ui| {
                articles::show(ui, &story.state, &mut panels.articles, &mut actions);
            });
            reader::show(ui, &story.state, &mut panels.reader, &mut actions);
            for action in actions {
                panels.wished.extend(story.tell(action));
            }
        };
        let builder = Harness::builder().with_size([1000.0, 700.0]).with_step_dt(1.0 / 60.0);
        let mut harness = builder.build_ui_state(frame, (story, Panels::default()));
        harness.run();
        harness
    }

    #[test]
    fn who_has_an_article_is_said_in_the_list_and_above_the_text_and_marked_once_it_is_old() {
        let mut harness = panels();
        harness.get_by_label_contains("ben has it open");
        harness.get_by_label_contains("assigned to ben");
        harness.get_by_label("ben is here");
        assert!(harness.query_by_label_contains(LAST_KNOWN).is_none());
        harness.state_mut().0.tell(status(Some("No server.")));
        harness.run();
        harness.get_by_label_contains("ben has it open, as last known");
        harness.get_by_label("ben is here, as last known");
    }

    #[test]
    fn an_article_is_taken_from_the_menu_above_the_text() {
        let mut harness = panels();
        harness.get_by_label(UNASSIGNED).click();
        harness.run();
        harness.get_by_label("Assign to ben");
        harness.get_by_label(TAKE).click();
        harness.run();
        let (story, panels) = harness.state();
        let coder = story.open().coder;
        let taken = panels
            .wished
            .iter()
            .any(|effect| matches!(effect, Effect::Assign(wish) if wish.to == Some(coder)));
        assert!(taken, "{:?}", panels.wished);
        let article = story.article("helicopters.txt");
        let assigned = vec![(article, Some(coder))];
        harness.state_mut().0.tell(Done::Whereabouts(Whereabouts { assigned, ..Whereabouts::default() }));
        harness.run();
        harness.get_by_label(YOURS);
    }

    #[test]
    fn initials_are_the_first_letters_of_two_words() {
        assert_eq!(initials("Ben"), "B");
        assert_eq!(initials("ada lovelace-king iii"), "AL");
        assert_eq!(initials("  (öz) "), "Ö");
        assert_eq!(initials(""), "");
    }
}
