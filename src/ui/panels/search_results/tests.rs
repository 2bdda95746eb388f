use std::sync::atomic::AtomicBool;

use eframe::egui::{self, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tollbook_state::Area;
use tollbook_state::{ArticleAction, ProjectAction};

use super::annotating::{ALL, ANNOTATE_TICKED, CODE, PREVIEW};
use super::*;
use crate::jobs::search::look_through;
use crate::ui::test_support::Story;
use tollbook_core::analysis::search::{Mode, Query};
use tollbook_core::model::{ClaimType, Outcome, ReadState};
use tollbook_state::find::{Ask, Filter, TickChange};
use tollbook_state::{Done, Effect};

/// Asks, and carries the work out that comes of it.
fn ask(story: &mut Story, what: Ask) {
    let effects = story.tell(Action::Find(what));
    carry_out(story, effects);
}

fn carry_out(story: &mut Story, effects: Vec<Effect>) {
    for effect in effects {
        match effect {
            Effect::Search(job, request) => {
                let mut batches = Vec::new();
                let mut take = |batch| batches.push(batch);
                let problem = look_through(&request, &AtomicBool::new(false), &mut take);
                batches.into_iter().for_each(|batch| drop(story.tell(Done::Found(job, batch))));
                story.tell(Done::Searched(job, problem));
            }
            Effect::AnnotateFound(job, request) => {
                let mut stamp = crate::jobs::stamp();
                stamp.coder = request.coder;
                let marked = request.draft(&mut stamp, &|_, _| true);
                let again = story.tell(Done::Marked(job, marked));
                carry_out(story, again);
            }
            _ => {}
        }
    }
}

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

/// What was found, by article.
fn results_by_article(story: &Story) -> Vec<(&str, Vec<&str>)> {
    let open = story.open();
    let all = open.find.all.articles.iter();
    all.map(|article| {
        let words = article.hits.iter().map(|hit| &article.text[hit.span.clone()]);
        (open.library.listed(article.id).unwrap().path(), words.collect())
    })
    .collect()
}

#[test]
fn all_articles_are_looked_through_by_date_and_only_the_newest_query_is_answered() {
    let mut story = Story::new();
    ask(&mut story, Ask::All(query("menaka")));
    assert_eq!(
        results_by_article(&story),
        [("helicopters.txt", vec!["Ménaka"]), ("doubts.txt", vec!["Ménaka"])]
    );
    // An answer to a query that nobody asks any more is dropped.
    let stale = story.tell(Action::Find(Ask::All(query("soldiers"))));
    ask(&mut story, Ask::All(query("man")));
    carry_out(&mut story, stale);
    assert_eq!(results_by_article(&story), [("helicopters.txt", vec!["man"]), ("doubts.txt", vec!["man"])]);
    assert!(story.state.running.is_empty(), "no search is left behind");
    // A pattern that cannot be read is explained, and finds nothing.
    ask(&mut story, Ask::All(Query { mode: Mode::Pattern, ..query("(") }));
    assert!(story.open().find.all.problem.as_deref().unwrap().contains("unclosed group"));
    assert!(results_by_article(&story).is_empty());
}

#[test]
fn filters_say_which_articles_are_looked_through() {
    let mut story = Story::new();
    let killed = story.annotate("helicopters.txt", "Thirteen French soldiers were killed", ClaimType::Killed);
    let article = story.open().project.annotations.get(killed).unwrap().article;
    story.tell(Action::Article(ArticleAction::SetReadState(article, ReadState::Done)));
    ask(&mut story, Ask::All(query("soldiers")));
    let open = story.open();
    let (code, barkhane) =
        (open.project.code_for(ClaimType::Killed), open.project.operation_named("Barkhane"));
    let day = |day: &str| Some(day.parse().unwrap());
    let table = [
        (Filter::default(), vec!["helicopters.txt", "mourning.txt", "doubts.txt"]),
        (Filter { from: day("2019-11-28"), ..Filter::default() }, vec!["mourning.txt", "doubts.txt"]),
        (Filter { until: day("2019-11-28"), ..Filter::default() }, vec!["helicopters.txt", "mourning.txt"]),
        (Filter { state: Some(ReadState::Unread), ..Filter::default() }, vec!["mourning.txt", "doubts.txt"]),
        (Filter { state: Some(ReadState::Done), ..Filter::default() }, vec!["helicopters.txt"]),
        (Filter { code, ..Filter::default() }, vec!["helicopters.txt"]),
        (Filter { operation: barkhane, ..Filter::default() }, vec!["helicopters.txt"]),
    ];
    for (filter, expected) in table {
        ask(&mut story, Ask::Filter(filter.clone()));
        let found: Vec<&str> = results_by_article(&story).into_iter().map(|(path, _)| path).collect();
        assert_eq!(found, expected, "{filter:?}");
    }
}

#[test]
fn what_is_ticked_is_marked_as_one_edit_and_undone_at_once() {
    let mut story = Story::new();
    let by_hand = story.annotate("mourning.txt", "13 soldiers", ClaimType::Killed);
    let before = story.open().project.annotations.len();
    let pattern = Query { mode: Mode::Pattern, ..query(r"(thirteen french|13|at least 12) soldiers") };
    ask(&mut story, Ask::All(pattern));
    assert_eq!(story.open().find.all.hits, 3);
    ask(&mut story, Ask::Tick(TickChange::All, true));
    let code = story.open().project.code_for(ClaimType::Killed).unwrap();
    ask(&mut story, Ask::Mark(code));
    let open = story.open();
    assert_eq!(
        open.project.annotations.len(),
        before + 2,
        "the one that was marked already is left as it is"
    );
    assert_eq!(open.find.all.ticked, 0);
    assert_eq!(
        story.state.notices.last().unwrap().text,
        "2 places annotated as “killed”. Annotated so already: 1 place."
    );
    // Claims are read from the words, as by hand.
    let claims = open.project.claims.iter().filter(|(id, _)| *id != by_hand);
    let mut counts: Vec<_> = claims.map(|(_, claim)| (claim.outcome, claim.count.low)).collect();
    counts.sort();
    assert_eq!(counts, [(Some(Outcome::Killed), Some(12)), (Some(Outcome::Killed), Some(13))]);
    assert_eq!(open.history.undo(open.coder).unwrap().label, "Annotate 2 places as killed");
    story.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(story.open().project.annotations.len(), before);
    assert!(story.state.notices.is_empty(), "what was told of the edit goes with it");
}

#[test]
fn what_changes_while_places_are_marked_is_marked_from_and_cancel_leaves_everything_as_it_was() {
    let mut story = Story::new();
    let pattern = Query { mode: Mode::Pattern, ..query(r"(thirteen french|13|at least 12) soldiers|\.$") };
    ask(&mut story, Ask::All(pattern));
    ask(&mut story, Ask::Tick(TickChange::All, true));
    let (code, ticked) =
        (story.open().project.code_for(ClaimType::Killed).unwrap(), story.open().find.all.ticked);
    let begin = |story: &mut Story| story.tell(Action::Find(Ask::Mark(code)));

    let effects = begin(&mut story);
    let [Effect::AnnotateFound(job, _)] = effects[..] else { panic!("{effects:?}") };
    assert!(begin(&mut story).is_empty(), "one after the other");
    story.tell(Done::Marked(job, Ok(None)));
    let open = story.open();
    assert_eq!((open.find.all.ticked, open.project.annotations.len()), (ticked, 0), "cancelled");

    // One of the places is annotated by hand, and another unticked, before the answer comes.
    let effects = begin(&mut story);
    story.annotate("mourning.txt", "13 soldiers", ClaimType::Killed);
    story.tell(Action::Find(Ask::Tick(TickChange::Hit(0, 0), false)));
    carry_out(&mut story, effects);
    let open = story.open();
    let mut quotes: Vec<&str> = open.project.annotations.iter().map(|(_, row)| row.quote.as_str()).collect();
    quotes.sort_unstable();
    assert_eq!(quotes, ["13 soldiers", "At least 12 soldiers", "Thirteen French soldiers"]);
    assert_eq!(
        story.state.notices.last().unwrap().text,
        "2 places annotated as “killed”. Annotated so already: 1 place. 4 places stayed ticked: there is no word to \
         annotate."
    );
    assert_eq!(
        (open.find.all.ticked, open.history.undo(open.coder).unwrap().label.as_str()),
        (4, "Annotate 2 places as killed")
    );
    assert!(story.state.running.is_empty());
}

#[test]
fn in_the_open_article_places_are_gone_through_and_stay_selected() {
    let mut story = Story::new();
    let article = story.article("helicopters.txt");
    story.tell(Action::Article(ArticleAction::Show(article)));
    ask(&mut story, Ask::OpenBar);
    let selected = |story: &Story| {
        let open = story.open();
        open.open_text().unwrap()[open.selection.span.clone().unwrap()].to_owned()
    };
    let at = |story: &Story| story.open().selection.span.clone().unwrap().start;
    // Typing goes on from where looking began.
    for typed in ["sol", "soldiers", "soldiers killed"] {
        ask(&mut story, Ask::Here(query(typed)));
    }
    assert_eq!(selected(&story), "soldiers killed");
    ask(&mut story, Ask::Here(query("soldiers")));
    let last = at(&story);
    ask(&mut story, Ask::Step(tollbook_state::action::Step::Next));
    assert!(at(&story) < last, "after the last comes the first");
    ask(&mut story, Ask::Step(tollbook_state::action::Step::Previous));
    assert_eq!(at(&story), last);
    ask(&mut story, Ask::CloseBar);
    assert_eq!(selected(&story), "soldiers", "a mark key works at once");
    ask(&mut story, Ask::Here(query("nowhere to be found")));
    assert_eq!(story.open().selection.span, None);
}

struct Window {
    story: Story,
    local: State,
}

fn window(story: Story) -> Harness<'static, Window> {
    let frame = |ui: &mut Ui, window: &mut Window| {
        let mut actions = Vec::new();
        show(ui, &window.story.state, &mut window.local, &mut actions);
        for action in actions {
            let effects = window.story.tell(action);
            carry_out(&mut window.story, effects);
        }
    };
    let builder = Harness::builder().with_size([1280.0, 300.0]).with_step_dt(1.0 / 60.0);
    let window = Window { story, local: State::default() };
    let mut harness = builder.with_context_setup(theme::install).build_ui_state(frame, window);
    harness.run();
    harness
}

#[test]
fn by_keyboard_alone_places_are_ticked_previewed_and_marked() {
    let mut story = Story::new();
    ask(&mut story, Ask::All(query("soldiers")));
    let mut harness = window(story);
    harness.state_mut().story.tell(Action::Focus(Area::SearchResults));
    harness.run();
    // The first row is the article, the next its first place.
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    harness.get_by_label_contains("1 place ticked");
    harness.get_by_label(CODE).focus();
    harness.run();
    for letter in ["s", "t", "r"] {
        harness.event(egui::Event::Text(letter.to_owned()));
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.query_all_by_label_contains("France mourns").count() > 0);
    harness.get_by_label(PREVIEW).click();
    harness.run();
    assert!(
        harness.query_all_by_label_contains("France mourns").count() == 0,
        "the preview lists what is ticked"
    );
    harness.get_by_label(ANNOTATE_TICKED).click();
    harness.run();
    let open = harness.state().story.open();
    let (id, _) = open.project.claims.iter().next().unwrap();
    assert_eq!(open.project.annotations.get(id).unwrap().quote, "soldiers");
    // Everything is ticked with one key more.
    harness.state_mut().story.tell(Action::Focus(Area::SearchResults));
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label_contains("4 places ticked");
}

#[test]
fn ticking_moves_no_button() {
    let mut story = Story::new();
    ask(&mut story, Ask::All(query("soldiers")));
    let mut harness = window(story);
    let places = |harness: &Harness<'static, Window>| {
        [ALL, CODE, PREVIEW, ANNOTATE_TICKED].map(|label| harness.get_by_label(label).rect())
    };
    let before = places(&harness);
    harness.get_by_label(ALL).click();
    harness.run();
    assert_eq!(harness.state().story.open().find.all.ticked, 4);
    let code = harness.state().story.open().project.code_for(ClaimType::Killed);
    harness.state_mut().local.code = code;
    harness.run();
    assert_eq!(places(&harness), before);
}
