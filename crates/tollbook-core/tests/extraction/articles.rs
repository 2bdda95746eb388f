//! The articles of `tests/articles`, each with every statement that it makes.

use tollbook_core::extract::Languages;

use super::notation::{Sample, context, expected, folder, read};
use super::score::Score;

const MARK: &str = "=== statements\n";

/// The articles with their languages.
pub fn samples() -> Vec<(String, Sample)> {
    samples_in(&folder("tests/articles"))
}

/// The articles of a folder with their languages.
pub fn samples_in(folder: &std::path::Path) -> Vec<(String, Sample)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    paths.sort();
    let sample = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let language = name.chars().take(2).collect::<String>();
        let file = read(path);
        let (head, rest) = file.split_once('\n').unwrap_or((&file, ""));
        let about = head
            .strip_prefix("@ ")
            .unwrap_or_else(|| panic!("{name}: the first line must begin with \"@ \""));
        let (text, statements) =
            rest.split_once(MARK).unwrap_or_else(|| panic!("{name}: no line \"{}\"", MARK.trim()));
        let expected = statements.lines().filter_map(|line| expected(line, &name)).collect();
        let sample =
            Sample { place: name, text: text.to_owned(), context: context(about, &language), expected };
        (language, sample)
    };
    paths.iter().map(sample).collect()
}

/// Language; number of articles; least recall, least precision, and the largest share of wrong
/// counts, in percent.
const FLOORS: [(&str, usize, f64, f64, f64); 5] = [
    ("en", 57, 92.0, 98.0, 1.0),
    ("fr", 22, 87.0, 98.5, 1.0),
    ("es", 14, 88.0, 95.0, 1.0),
    ("de", 12, 92.0, 98.0, 4.0),
    ("ar", 10, 95.0, 95.0, 2.0),
];

#[test]
fn articles_are_read_as_expected() {
    let languages = Languages::with_words(&[]).unwrap_or_else(|error| panic!("{error}"));
    let show = std::env::var("EXTRACTION_SHOW").unwrap_or_default();
    let samples = samples();
    println!("{}", Score::header());
    let mut failed = Vec::new();
    for (language, articles, recall, precision, wrong) in FLOORS {
        let of_language: Vec<_> = samples.iter().filter(|(code, _)| code == language).collect();
        assert_eq!(of_language.len(), articles, "articles in {language}");
        let mut sum = Score::default();
        for (_, sample) in of_language {
            sum.add(sample, &languages, &mut |line| {
                if show == "1" || show == language {
                    println!("{}", line.split(" of: ").next().unwrap_or(&line));
                }
            });
        }
        println!("{}", sum.row(&format!("articles {language}")));
        let found = super::score::percent(sum.found, sum.expected);
        if found < recall || sum.precision() < precision || sum.wrong_counts() > wrong {
            failed.push(language);
        }
    }
    assert!(failed.is_empty(), "below the floor: {failed:?}");
}

#[test]
fn the_language_of_every_article_is_detected() {
    let languages = Languages::with_words(&[]).unwrap_or_else(|error| panic!("{error}"));
    for (language, sample) in samples() {
        let detected = languages.detect(&sample.text).map(|pack| pack.code.as_str());
        assert_eq!(detected, Some(language.as_str()), "{}", sample.place);
    }
}
