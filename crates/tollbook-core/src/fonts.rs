//! The faces that come with the program, for the window and for pictures.

/// The sans of the interface and of pictures.
pub static SANS: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
/// The same, semi-bold.
pub static SANS_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");
/// Arabic letters for both.
pub static SANS_ARABIC: &[u8] = include_bytes!("../../../assets/fonts/NotoSansArabic-Regular.ttf");
/// Hebrew letters for both.
pub static SANS_HEBREW: &[u8] = include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf");
/// The serif of the reader.
pub static SERIF: &[u8] = include_bytes!("../../../assets/fonts/NotoSerif-Regular.ttf");
/// The same, bold.
pub static SERIF_BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSerif-Bold.ttf");
/// Arabic letters of the reader.
pub static NASKH: &[u8] = include_bytes!("../../../assets/fonts/NotoNaskhArabic-Regular.ttf");
/// The same, bold.
pub static NASKH_BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoNaskhArabic-Bold.ttf");
/// Hebrew letters of the reader.
pub static HEBREW: &[u8] = include_bytes!("../../../assets/fonts/NotoSerifHebrew-Regular.ttf");
/// The same, bold.
pub static HEBREW_BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSerifHebrew-Bold.ttf");
