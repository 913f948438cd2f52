//! Long files: a row a subject and period.

use huoju_model::Period;
use insta::assert_snapshot;

use crate::kit::{Folder, told, wanted};

const LONG: &str = "id,年份,营业收入(元),职工总数\na,2023,1,10\na,2024,2,20\na,2025,3,30\nb,2025,5,50\nb,2024,x,40\nc,2023,7,70\nb,2025,6,60\nd,今年,1,1\n";

#[test]
fn the_latest_period_is_the_population_and_earlier_rows_are_earlier_figures() {
    let folder = Folder::new();
    let path = folder.file("a.csv", LONG);
    assert_snapshot!(told(&path, &wanted("revenue revenue@-1 revenue@-2 staff")), @r"
    * no period was given, so the latest of the file is read: 2025
    * rows of 2025 are read; 3 are of other periods
    4: id=a revenue=300 revenue@-1=200 revenue@-2=100 staff=30
    5: id=b revenue=500 revenue@-1=∅ revenue@-2=∅ staff=50
    ! C6 `x`: not a number; give a number in 元, or leave it blank if missing
    ! A8 `b`: this subject stands in row 5 already, with other figures; keep one row a subject
    ! B9 `今年`: not a period; write it as 2025, 2025Q1, 2025-03 or 2025年1—5月
    ");
    let mut wanted = wanted("revenue revenue@-1 rnd");
    wanted.period = Period::parse("2024").ok();
    assert_snapshot!(told(&path, &wanted), @r#"
    * rows of 2024 are read; 4 are of other periods
    - D职工总数: NotWanted
    absent [("rnd", 0)]
    3: id=a revenue=200 revenue@-1=100
    ! C6 `x`: not a number; give a number in 元, or leave it blank if missing
    ! A8 `b`: this subject stands in row 5 already, with other figures; keep one row a subject
    ! B9 `今年`: not a period; write it as 2025, 2025Q1, 2025-03 or 2025年1—5月
    "#);
    wanted.period = Period::parse("2019").ok();
    assert_snapshot!(told(&path, &wanted), @r#"
    * rows of 2019 are read; 5 are of other periods
    - D职工总数: NotWanted
    absent [("rnd", 0)]
    ! C6 `x`: not a number; give a number in 元, or leave it blank if missing
    ! A8 `b`: this subject stands in row 5 already, with other figures; keep one row a subject
    ! B9 `今年`: not a period; write it as 2025, 2025Q1, 2025-03 or 2025年1—5月
    "#);
}
