//! A made-up project for the stories that test panels.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;
use egui_kittest::Harness;
use jiff::Timestamp;

use tollbook_core::model::{
    AnnotationId, ArticleId, Claim, ClaimType, DateRange, EntryId, PublishedBasis, Stamp,
};
use tollbook_files::reading::{ArticleFile, FoundItem, Published, Summary};
use tollbook_state::effect::Opened;
use tollbook_state::{Action, AppState, Beginning, ClaimEdit, Done, Effect, Workspace, update};
use tollbook_state::{AnnotationAction, ArticleAction, ClaimAction, ProjectAction};

/// Path, date, source and text of the articles.
const ARTICLES: [(&str, &str, &str, &str); 3] = [
    (
        "helicopters.txt",
        "2019-11-26",
        "Agence France-Presse",
        "Thirteen French soldiers were killed on Monday when two helicopters collided in Mali, the Élysée palace \
         said.\n\nThe seven comrades of the mountain troops were on their way to a fight near Ménaka. Their loss brings the \
         number of soldiers killed under Operation Barkhane since 2013 to 38. One man was wounded in the rescue.",
    ),
    (
        "mourning.txt",
        "2019-11-28",
        "Le Monde",
        "France mourns the 13 soldiers who died in the collision of two helicopters in the Liptako region. Five days \
         earlier an ambush had left two dead.",
    ),
    (
        "doubts.txt",
        "2019-12-02",
        "A blog",
        "At least 12 soldiers died near Ménaka, says a man who claims to have seen it.",
    ),
];

/// A state that is driven as the window drives it, without a window.
pub struct Story {
    /// The state.
    pub state: AppState,
    ticks: i64,
}

impl Story {
    /// An open project with three articles and no annotation.
    pub fn new() -> Self {
        Self::with_articles(ARTICLES.map(file_found).to_vec())
    }

    /// The same with an article that copies the first.
    pub fn copied() -> Self {
        let (_, date, _, text) = ARTICLES[0];
        let copy = format!("The mountain troops in mourning\n\n(AFP) {text}");
        let again = format!("(AFP) {text}");
        let texts = [("copy.txt", date, "Le Monde", &*copy), ("helicopters.txt", date, "AFP", &*again)];
        Self::with_articles(texts.map(file_found).to_vec())
    }

    /// The same with these articles instead: path, date, source and text of each.
    pub fn of_articles(articles: &[(&str, &str, &str, &str)]) -> Self {
        Self::with_articles(articles.iter().copied().map(file_found).collect())
    }

    /// An open folder without a project, of which nobody has said how it begins.
    pub fn unasked() -> Self {
        Self::opened(ARTICLES.map(file_found).to_vec())
    }

    fn with_articles(articles: Vec<FoundItem>) -> Self {
        let mut story = Self::opened(articles);
        let (template, recorded) = ("french-operations".to_owned(), vec!["French forces".to_owned()]);
        story.tell(Action::Project(ProjectAction::Begin(Beginning {
            template,
            recorded,
            ..Beginning::default()
        })));
        story
    }

    fn opened(articles: Vec<FoundItem>) -> Self {
        let mut story = Self { state: AppState::default(), ticks: 0 };
        for effect in story.tell(Action::Project(ProjectAction::Open(PathBuf::from("/articles")))) {
            if let Effect::Open(job, folder) = effect {
                let opened = Opened {
                    file: folder.join("articles.tollbook"),
                    folder,
                    stored: None,
                    coder: "Ada".to_owned(),
                    read_only: None,
                    elsewhere: false,
                    warnings: Vec::new(),
                };
                for effect in story.tell(Done::Opened(job, Box::new(opened))) {
                    if let Effect::Scan(job, _) = effect {
                        story.tell(Done::Articles(job, articles.clone()));
                        story.tell(Done::Scanned(job, Summary::default()));
                    }
                }
            }
        }
        story
    }

    /// Tells the state something, a second after the last time.
    pub fn tell(&mut self, message: impl Into<update::Message>) -> Vec<Effect> {
        self.ticks += 1;
        let now = Timestamp::from_second(1_764_000_000 + self.ticks).unwrap();
        let mut stamp = Stamp::new(now, EntryId(uuid::Uuid::nil()), self.ticks as u64);
        let effects = update::update(&mut self.state, message, &mut stamp);
        effects.into_iter().flat_map(|effect| self.carry_out(effect)).collect()
    }

    /// Carries out at once what needs no world; gives back the rest.
    fn carry_out(&mut self, effect: Effect) -> Vec<Effect> {
        match effect {
            Effect::Tabulate(job, request) => self.tell(Done::Tabulated(job, Box::new(request.find()))),
            Effect::MeasureAgreement(job, request) => {
                self.tell(Done::AgreementMeasured(job, crate::jobs::agreement::find(&request)))
            }
            Effect::Compare(job, request) => {
                let found = crate::jobs::compare::find(&request, &|_, _| true).map(Box::new);
                self.tell(Done::Comparison(job, found))
            }
            Effect::Suggest(job, request) => {
                let mut read = Vec::new();
                crate::jobs::suggest::read(&request, &|_, _| true, &mut |some| read.extend(some));
                self.tell(Done::Suggested(job, read));
                self.tell(Done::SuggestedAll(job, false))
            }
            effect => vec![effect],
        }
    }

    /// The open project.
    pub fn open(&self) -> &Workspace {
        self.state.workspace.as_ref().unwrap()
    }

    /// The article at a path.
    pub fn article(&self, path: &str) -> ArticleId {
        ArticleId::for_path(self.open().project.id(), path)
    }

    /// Marks words of an article as the coder does, and leaves the keyboard with its form.
    pub fn annotate(&mut self, path: &str, words: &str, claim_type: ClaimType) -> AnnotationId {
        self.tell(Action::Article(ArticleAction::Show(self.article(path))));
        let at = self.open().open_text().unwrap().find(words).unwrap();
        self.tell(Action::Annotation(AnnotationAction::Select(Some(at..at + words.len()))));
        self.tell(Action::Annotation(AnnotationAction::Add(claim_type)));
        self.open().selection.annotation.unwrap()
    }

    /// Changes a claim.
    pub fn edit(&mut self, id: AnnotationId, edits: impl IntoIterator<Item = ClaimEdit>) {
        for edit in edits {
            self.tell(Action::Claim(ClaimAction::Edit(id, edit)));
        }
    }

    /// Gives claims the same day, side and country, and nothing by which they could be told apart.
    pub fn make_alike(&mut self, ids: &[AnnotationId]) {
        let side = self.open().project.recorded_side();
        let day = DateRange::day("2019-11-25".parse().unwrap());
        for &id in ids {
            let same = [
                ClaimEdit::Date(Some(day), None),
                ClaimEdit::Side(side),
                ClaimEdit::Country("Mali".to_owned()),
                ClaimEdit::Place(String::new()),
                ClaimEdit::Cause(None),
                ClaimEdit::Hostile(None),
                ClaimEdit::Operations(Vec::new()),
                ClaimEdit::Victims(String::new()),
            ];
            self.edit(id, same);
        }
    }

    /// A claim as it stands.
    pub fn claim(&self, id: AnnotationId) -> &Claim {
        self.open().project.claims.get(id).unwrap()
    }
}

fn file_found((path, date, source, text): (&str, &str, &str, &str)) -> FoundItem {
    let published = Published {
        range: DateRange::day(date.parse().unwrap()),
        basis: PublishedBasis::Stated,
        words: date.to_owned(),
        at: None,
    };
    let title = text.split(['.', ',']).next().unwrap_or(text);
    FoundItem::Article(ArticleFile {
        path: path.to_owned(),
        size: text.len() as u64,
        sha256: [path.len() as u8; 32],
        text: Arc::from(text),
        encoding: "UTF-8",
        title: title.to_owned(),
        published: Some(published),
        source: source.to_owned(),
        modified: None,
        warnings: Vec::new(),
        extracted: Default::default(),
    })
}

/// The inspector, driven through its accessibility tree.
pub struct TestWindow {
    /// The state.
    pub story: Story,
    /// The inspector.
    pub inspector: crate::ui::panels::inspector::State,
    ready: bool,
}

/// A window with the inspector, at rest.
pub fn bench(story: Story) -> Harness<'static, TestWindow> {
    let bench = TestWindow { story, inspector: crate::ui::panels::inspector::State::default(), ready: false };
    let mut harness = Harness::builder() // So high that nothing has to be scrolled to.
        .with_size(egui::vec2(1280.0, 2400.0))
        .with_step_dt(1.0 / 60.0)
        .build_ui_state(
            |ui, bench: &mut TestWindow| {
                if !bench.ready {
                    crate::ui::theme::install(ui.ctx());
                    bench.ready = true;
                    return;
                }
                let mut actions = Vec::new();
                egui::Panel::right("inspector").exact_size(320.0).show(ui, |ui| {
                    crate::ui::panels::inspector::show(
                        ui,
                        &bench.story.state,
                        &mut bench.inspector,
                        &mut actions,
                    );
                });
                for action in actions {
                    bench.story.tell(action);
                }
            },
            bench,
        );
    harness.run();
    harness
}
