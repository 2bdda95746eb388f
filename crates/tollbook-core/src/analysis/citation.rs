//! Words of an article with where they are from, to be pasted elsewhere.

use crate::model::Article;

/// The words in quotation marks, and below them title, source, date, page and file, as far as they are known.
pub fn with_reference(article: &Article, quote: &str, page: Option<u32>) -> String {
    let date = article.published.map_or_else(String::new, |date| date.to_string());
    let page = page.map_or_else(String::new, |page| format!("p. {page}"));
    let known = [article.title.as_str(), article.source.as_str(), &date, &page, article.path.as_str()];
    let known: Vec<&str> = known.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    format!("“{}”\n— {}", quote.trim(), known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateRange, PublishedBasis};

    #[test]
    fn what_is_not_known_is_left_out() {
        let mut article = Article {
            title: "A collision".to_owned(),
            published: Some(DateRange::day("2019-11-26".parse().unwrap())),
            published_basis: Some(PublishedBasis::Stated),
            source: "AFP".to_owned(),
            ..Article::at("2019/mali.txt", "")
        };
        assert_eq!(
            with_reference(&article, " 13 soldiers\n", None),
            "“13 soldiers”\n— A collision, AFP, 2019-11-26, 2019/mali.txt"
        );
        (article.published, article.source) = (None, String::new());
        assert_eq!(with_reference(&article, "x", Some(4)), "“x”\n— A collision, p. 4, 2019/mali.txt");
    }
}
