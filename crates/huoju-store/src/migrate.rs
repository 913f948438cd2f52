//! Migrations: each runs once, in order, in a transaction of its own.

use sqlx::{AnyConnection, Connection, Row};

use crate::StoreError;

const MIGRATIONS: [&str; 11] = [
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_answered_in.sql"),
    include_str!("../migrations/0003_lists.sql"),
    include_str!("../migrations/0004_tally.sql"),
    include_str!("../migrations/0005_matching.sql"),
    include_str!("../migrations/0006_place.sql"),
    include_str!("../migrations/0007_gap.sql"),
    include_str!("../migrations/0008_rows.sql"),
    include_str!("../migrations/0009_edition.sql"),
    include_str!("../migrations/0010_observation.sql"),
    include_str!("../migrations/0011_title_end.sql"),
];

/// Brings the database to this release's schema.
pub async fn migrate(connection: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::raw_sql("create table if not exists migration (number bigint not null primary key)")
        .execute(&mut *connection)
        .await?;
    let done =
        sqlx::query("select coalesce(max(number), 0) as number from migration").fetch_one(&mut *connection).await?;
    let done: i64 = done.try_get("number")?;
    let known = MIGRATIONS.len() as i64;
    if done > known {
        return Err(StoreError::Later { found: done, known });
    }
    for (number, sql) in (1..).zip(MIGRATIONS).skip(done as usize) {
        let mut tx = connection.begin().await?;
        // Two processes may start at once on one database: the second waits here and finds it done.
        let first = sqlx::query("insert into migration (number) values ($1) on conflict do nothing")
            .bind(number)
            .execute(&mut *tx)
            .await?;
        if first.rows_affected() == 1 {
            sqlx::raw_sql(sql).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
