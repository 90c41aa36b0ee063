//! How identifiers are kept: as the number that they are.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{BigInt, Nullable};

use crate::domain::{
    ActivityId, CoordinatorId, DuoId, MailId, MailingId, ProfessionalId, ProgrammeId, RoundChangeId, RoundId,
    SecurityLineId,
};

macro_rules! kept_as_number {
    ($($name:ident),+ $(,)?) => {$(
        impl<DB: Backend> ToSql<BigInt, DB> for $name
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: Backend> ToSql<Nullable<BigInt>, DB> for $name
        where
            Self: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                ToSql::<BigInt, DB>::to_sql(self, out)
            }
        }

        impl<DB: Backend> FromSql<BigInt, DB> for $name
        where
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                i64::from_sql(bytes).map(Self)
            }
        }

        impl<DB: Backend> Queryable<BigInt, DB> for $name
        where
            Self: FromSql<BigInt, DB>,
        {
            type Row = Self;

            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }

        as_number!($name, BigInt);
        as_number!(&$name, BigInt);
        as_number!($name, Nullable<BigInt>);
        as_number!(&$name, Nullable<BigInt>);
    )+};
}

macro_rules! as_number {
    ($given:ty, $column:ty) => {
        impl AsExpression<$column> for $given {
            type Expression = <i64 as AsExpression<$column>>::Expression;

            fn as_expression(self) -> Self::Expression {
                AsExpression::<$column>::as_expression(self.0)
            }
        }
    };
}

kept_as_number!(
    ActivityId,
    SecurityLineId,
    CoordinatorId,
    DuoId,
    MailId,
    MailingId,
    ProfessionalId,
    ProgrammeId,
    RoundChangeId,
    RoundId
);
