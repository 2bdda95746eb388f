//! Marks hold what the text has at their bytes, whatever is selected and wherever their ends are moved.

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::action::{AnnotationAction, ProjectAction};
use crate::effect::{Done, Effect, Opened};
use crate::{Action, AppState, update};
use tollbook_core::model::{DateRange, EntryId, PublishedBasis};
use tollbook_files::reading::{ArticleFile, FoundItem, Published, Summary};

pub(in crate::update) struct Desk {
    pub state: AppState,
    ticks: i64,
}

impl Desk {
    /// A project with one article of this text, which is open.
    pub fn new(text: &str) -> Self {
        Self::with(&[("article.txt", None, text)])
    }

    /// A project with articles: path, publication date and text. The first is open.
    pub fn with(articles: &[(&str, Option<&str>, &str)]) -> Self {
        let mut desk = Self { state: AppState::default(), ticks: 0 };
        let opening = desk.tell(Action::Project(ProjectAction::Open("/articles".into())));
        let Some(Effect::Open(job, folder)) = opening.into_iter().next() else { panic!("nothing opens") };
        let opened = Opened {
            file: folder.join("articles.tollbook"),
            folder,
            stored: None,
            coder: "Ada".to_owned(),
            read_only: None,
            elsewhere: false,
            warnings: Vec::new(),
        };
        let effects = desk.tell(Done::Opened(job, Box::new(opened)));
        let files = articles.iter().zip(7..).map(|((path, date, text), n)| file(path, *date, text, [n; 32]));
        desk.answer_with_files(effects, files.map(FoundItem::Article).collect());
        desk
    }

    /// Answers that the folder holds the article, with this text; gives back what is to be done then.
    pub fn scan(&mut self, effects: Vec<Effect>, text: &str, sha256: [u8; 32]) -> Vec<Effect> {
        self.answer_with_files(effects, vec![FoundItem::Article(file("article.txt", None, text, sha256))])
    }

    /// Answers that the folder holds these files; gives back what is to be done then.
    fn answer_with_files(&mut self, effects: Vec<Effect>, files: Vec<FoundItem>) -> Vec<Effect> {
        let mut answers = Vec::new();
        for effect in effects {
            if let Effect::Scan(job, _) = effect {
                answers.extend(self.tell(Done::Articles(job, files.clone())));
                answers.extend(self.tell(Done::Scanned(job, Summary::default())));
            }
        }
        answers
    }

    /// Tells the state something; suggestions are read at once.
    pub fn tell(&mut self, message: impl Into<update::Message>) -> Vec<Effect> {
        let effects = self.tell_alone(message);
        let mut others = Vec::new();
        for effect in effects {
            let Effect::Suggest(job, request) = effect else {
                others.push(effect);
                continue;
            };
            let text = |id| match request.text(id) {
                Text::Loaded(text) => Some(text),
                Text::Stored(_) | Text::None => None,
            };
            let read = request.articles.iter().filter_map(|id| request.read(*id, &text(*id)?)).collect();
            self.tell_alone(Done::Suggested(job, read));
            self.tell_alone(Done::SuggestedAll(job, false));
        }
        others
    }

    /// Tells the state something; gives back what is to be done then.
    pub fn tell_alone(&mut self, message: impl Into<update::Message>) -> Vec<Effect> {
        self.ticks += 1;
        let now = Timestamp::from_second(1_764_000_000 + self.ticks).unwrap();
        let mut stamp = Stamp::new(now, EntryId(uuid::Uuid::nil()), self.ticks as u64);
        update::update(&mut self.state, message, &mut stamp)
    }
}

fn file(path: &str, date: Option<&str>, text: &str, sha256: [u8; 32]) -> ArticleFile {
    ArticleFile {
        path: path.to_owned(),
        size: text.len() as u64,
        sha256,
        text: text.into(),
        encoding: "UTF-8",
        title: "Article".to_owned(),
        published: date.map(|date| Published {
            range: DateRange::day(date.parse().unwrap()),
            basis: PublishedBasis::Stated,
            words: date.to_owned(),
            at: None,
        }),
        source: String::new(),
        modified: None,
        warnings: Vec::new(),
        extracted: Default::default(),
    }
}

#[test]
fn marks_are_trimmed_unless_the_coder_wants_them_as_selected() {
    let mut desk = Desk::new("They fought the U.S. forces. Two died .");
    let mut quote = |range: Range<usize>| {
        desk.tell(Action::Annotation(AnnotationAction::Select(Some(range))));
        desk.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
        let open = desk.state.workspace.as_ref().unwrap();
        let quote = open.project.annotations.get(open.selection.annotation.unwrap()).unwrap().quote.clone();
        desk.state.preferences.trim_marks = false;
        quote
    };
    assert_eq!(quote(15..21), "U.S.");
    assert_eq!(quote(28..39), " Two died .");
}

#[test]
fn the_form_is_opened_of_the_annotation_in_which_words_were_found() {
    let mut desk =
        Desk::new("Four sailors were killed off the cape. Two fishermen were wounded near the port.");
    let mut claim_type = |range: Range<usize>, claim_type| {
        desk.tell(Action::Annotation(AnnotationAction::Select(Some(range))));
        desk.tell(Action::Annotation(AnnotationAction::Add(claim_type)));
        desk.state.workspace.as_ref().unwrap().selection.annotation
    };
    let killed = claim_type(0..12, ClaimType::Killed);
    let wounded = claim_type(39..52, ClaimType::Wounded);
    let opened = |desk: &mut Desk, span: Option<Range<usize>>, caret| {
        desk.tell(Action::Annotation(AnnotationAction::Select(span)));
        desk.tell(Action::Annotation(AnnotationAction::PlaceCaret(caret)));
        desk.tell(Action::Annotation(AnnotationAction::OpenForm));
        let open = desk.state.workspace.as_ref().unwrap();
        open.is_in_form().then_some(open.selection.annotation).flatten()
    };
    assert_eq!(opened(&mut desk, Some(5..12), 12), killed, "found in another than the selected one");
    assert_eq!(opened(&mut desk, None, 45), wounded);
    desk.tell(Action::Focus(Area::Text));
    assert_eq!(opened(&mut desk, Some(18..24), 24), None, "the words are in no annotation");
}

#[test]
fn no_claim_is_read_from_a_whole_article() {
    let paragraph = "The fleet left the harbour before the storm came up from the south. ".repeat(9);
    let mut desk = Desk::new(&format!("{paragraph}\n\n{paragraph}\n"));
    desk.tell(Action::Annotation(AnnotationAction::Select(Some(0..paragraph.len() * 2))));
    desk.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
    let open = desk.state.workspace.as_ref().unwrap();
    assert_eq!(open.project.annotations.len(), 0);
    assert!(desk.state.notices[0].text.contains("Select the words that give the figure"));
}

#[test]
fn blanks_and_punctuation_are_no_words_to_mark() {
    let text = "قتل ثلاثة جنود … — ½ of them.";
    let mut desk = Desk::new(text);
    let mut claim_type = |words: &str| {
        let at = text.find(words).unwrap();
        desk.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + words.len()))));
        desk.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
        let open = desk.state.workspace.as_ref().unwrap();
        (open.project.annotations.len(), desk.state.notices.last().map(|notice| notice.text.clone()))
    };
    let why = Some("The selection holds no word and no figure; select the words to annotate.".to_owned());
    assert_eq!(claim_type(" "), (0, why.clone()));
    assert_eq!(claim_type("… —"), (0, why.clone()));
    assert_eq!(claim_type("½"), (1, None), "what could be done takes the refusal away");
    let open = desk.state.workspace.as_ref().unwrap();
    let (marked, at) = (open.selection.annotation.unwrap(), text.find('—').unwrap());
    desk.tell(Action::Annotation(AnnotationAction::Move(marked, at..at + '—'.len_utf8())));
    let open = desk.state.workspace.as_ref().unwrap();
    assert_eq!(open.project.annotations.get(marked).unwrap().quote, "½", "nor is one moved there");
    assert_eq!(desk.state.notices.last().map(|notice| notice.text.clone()), why);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_quote_of_every_mark_is_the_text_at_its_bytes(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "Thirteen", " ", "died.", "שלום", "سلام", "é", "e\u{301}", "👨‍👩‍👧", "漢", "\n", "\u{a0}", "U.S. ",
            ]),
            1..16,
        ),
        spans in prop::collection::vec((0usize..90, 0usize..30), 1..5),
        moves in prop::collection::vec((prop::bool::ANY, prop::bool::ANY), 0..5),
    ) {
        let text = pieces.concat();
        let mut desk = Desk::new(&text);
        for (n, (from, length)) in spans.into_iter().enumerate() {
            // Offsets inside characters and past the end as well: those are refused.
            desk.tell(Action::Annotation(AnnotationAction::Select(Some(from..from + length))));
            desk.tell(Action::Annotation(AnnotationAction::Add(ClaimType::ALL[n % ClaimType::ALL.len()])));
            for &(begin, on) in &moves {
                let end = if begin { End::Begin } else { End::End };
                desk.tell(Action::Annotation(AnnotationAction::MoveEnd(end, if on { Step::Next } else { Step::Previous })));
            }
            if let Some(id) = desk.state.workspace.as_ref().and_then(|open| open.selection.annotation) {
                desk.tell(Action::Annotation(AnnotationAction::Move(id, length..length + from)));
            }
        }
        let open = desk.state.workspace.as_ref().unwrap();
        for (_, annotation) in open.project.annotations.iter() {
            prop_assert_eq!(text.get(annotation.span()), Some(annotation.quote.as_str()));
            prop_assert!(word::is_word(&annotation.quote), "{:?}", annotation.quote);
        }
    }
}
