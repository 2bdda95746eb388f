//! How often each code is used, and in how many articles; kept up to date row by row.

use std::collections::{HashMap, HashSet};

use crate::model::{AnnotationId, ArticleId, CodeId, Project, Touched};

/// The annotations of each code, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    of: HashMap<AnnotationId, (CodeId, ArticleId)>,
    codes: HashMap<CodeId, Used>,
}

/// How often one code is used.
#[derive(Clone, Debug, Default, PartialEq)]
struct Used {
    marks: usize,
    /// How many annotations each of its articles has of it; none of them is 0.
    articles: HashMap<ArticleId, usize>,
}

/// How often some codes are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Annotations with one of them.
    pub marks: usize,
    /// Articles with such an annotation.
    pub articles: usize,
}

impl Usage {
    /// The counts of a whole project.
    pub fn from_project(project: &Project) -> Self {
        let mut usage = Self::default();
        project.annotations.iter().for_each(|(id, _)| usage.place(project, id));
        usage
    }

    /// Brings the counts up to date with an edit; `project` is as the edit left it.
    pub fn update(&mut self, project: &Project, touched: &Touched) {
        touched.annotations.iter().for_each(|&id| self.place(project, id));
    }

    fn place(&mut self, project: &Project, id: AnnotationId) {
        let now = project.annotations.get(id).map(|annotation| (annotation.code, annotation.article));
        let was = match now {
            Some(now) => self.of.insert(id, now),
            None => self.of.remove(&id),
        };
        if was == now {
            return;
        }
        if let Some((code, article)) = was
            && let Some(used) = self.codes.get_mut(&code)
        {
            used.marks -= 1;
            match used.articles.get_mut(&article) {
                Some(marks) if *marks > 1 => *marks -= 1,
                _ => {
                    used.articles.remove(&article);
                }
            }
            if used.marks == 0 {
                self.codes.remove(&code);
            }
        }
        if let Some((code, article)) = now {
            let used = self.codes.entry(code).or_default();
            used.marks += 1;
            *used.articles.entry(article).or_default() += 1;
        }
    }

    /// How often a code is used.
    pub fn code(&self, code: CodeId) -> Uses {
        self.codes
            .get(&code)
            .map_or_else(Uses::default, |used| Uses { marks: used.marks, articles: used.articles.len() })
    }

    /// How often any of these codes is used. An article that has several of them counts once.
    pub fn together(&self, codes: &[CodeId]) -> Uses {
        if let [code] = codes {
            return self.code(*code);
        }
        let used = || codes.iter().filter_map(|code| self.codes.get(code));
        let articles: HashSet<&ArticleId> = used().flat_map(|used| used.articles.keys()).collect();
        Uses { marks: used().map(|used| used.marks).sum(), articles: articles.len() }
    }
}
