//! The tables, the same on both databases. A test compares them with the migrations.
#![expect(missing_docs, reason = "the comments stand in the migrations")]

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    programmes (id) {
        id -> BigInt,
        slug -> Text,
        name_nl -> Text,
        name_en -> Text,
        about_nl -> Text,
        about_en -> Text,
        contact -> Text,
        is_open -> Bool,
        created_at -> Timestamp,
        version -> Integer,
        responsible -> Text,
        privacy_contact -> Text,
    }
}

table! {
    consent_texts (programme_id, hash) {
        programme_id -> BigInt,
        hash -> Text,
        version -> Text,
        locale -> Text,
        text -> Text,
        first_at -> Timestamp,
    }
}

table! {
    topics (id) {
        id -> BigInt,
        programme_id -> BigInt,
        slug -> Text,
        element -> Text,
        label_nl -> Text,
        label_en -> Text,
        position -> Integer,
        is_retired -> Bool,
        is_sensitive -> Bool,
    }
}

table! {
    professionals (id) {
        id -> BigInt,
        programme_id -> BigInt,
        email -> Text,
        name -> Text,
        role -> Text,
        organisation -> Text,
        region -> Text,
        years_experience -> Integer,
        languages -> Text,
        meets -> Text,
        availability -> Text,
        takes_part_as -> Text,
        capacity -> Integer,
        waited -> Integer,
        tags -> Text,
        locale -> Text,
        standing -> Text,
        consent_version -> Nullable<Text>,
        consent_hash -> Nullable<Text>,
        consent_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        paused_until -> Nullable<Date>,
        reminded_at -> Nullable<Timestamp>,
        active_at -> Timestamp,
        remove_at -> Nullable<Timestamp>,
    }
}

table! {
    professional_topics (professional_id, side, topic_id) {
        professional_id -> BigInt,
        topic_id -> BigInt,
        side -> Text,
        level -> Integer,
        position -> Integer,
        is_shared -> Nullable<Bool>,
    }
}

table! {
    professional_rules (professional_id, rule, email) {
        professional_id -> BigInt,
        rule -> Text,
        email -> Text,
    }
}

table! {
    rounds (id) {
        id -> BigInt,
        programme_id -> BigInt,
        name -> Text,
        state -> Text,
        settings -> Text,
        answer_by -> Date,
        version -> Integer,
        created_at -> Timestamp,
        proposed_at -> Nullable<Timestamp>,
        published_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        opt_in_asked_at -> Nullable<Timestamp>,
        opt_in_by -> Nullable<Date>,
        no_duo_at -> Nullable<Timestamp>,
        digest_at -> Nullable<Timestamp>,
    }
}

table! {
    round_participants (round_id, professional_id) {
        round_id -> BigInt,
        professional_id -> BigInt,
        asked_at -> Nullable<Timestamp>,
        takes_part -> Nullable<Bool>,
        waited -> Bool,
        joined_at -> Nullable<Timestamp>,
        again_asked_at -> Nullable<Timestamp>,
        again -> Nullable<Bool>,
    }
}

table! {
    duos (id) {
        id -> BigInt,
        round_id -> BigInt,
        score -> BigInt,
        reasons -> Text,
        state -> Text,
        version -> Integer,
        introduced_at -> Nullable<Timestamp>,
        confirmed_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        ending -> Nullable<Text>,
        by_hand -> Bool,
        stop_reason -> Nullable<Text>,
    }
}

table! {
    duo_members (duo_id, side) {
        duo_id -> BigInt,
        side -> Text,
        professional_id -> BigInt,
        answer -> Nullable<Text>,
        answer_reason -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
        seen_at -> Nullable<Timestamp>,
        unreachable_at -> Nullable<Timestamp>,
        instead_of -> Nullable<Text>,
    }
}

table! {
    unmatched (round_id, professional_id, side) {
        round_id -> BigInt,
        professional_id -> BigInt,
        side -> Text,
        why -> Text,
    }
}

table! {
    round_changes (id) {
        id -> BigInt,
        round_id -> BigInt,
        version -> Integer,
        change -> Text,
        coordinator_id -> Nullable<BigInt>,
        made_at -> Timestamp,
        before -> Nullable<Text>,
        undone -> Bool,
    }
}

table! {
    round_inputs (round_id) {
        round_id -> BigInt,
        people -> Text,
        settings -> Text,
        earlier -> Text,
        version -> Text,
        engine -> Integer,
        standing -> Text,
    }
}

table! {
    coordinators (id) {
        id -> BigInt,
        email -> Text,
        locale -> Text,
        created_at -> Timestamp,
        digests -> Bool,
        totp_secret -> Nullable<Text>,
        totp_step -> Nullable<BigInt>,
        active_at -> Timestamp,
        remove_at -> Nullable<Timestamp>,
        signed_in -> Bool,
    }
}

table! {
    recovery_codes (coordinator_id, hash) {
        coordinator_id -> BigInt,
        hash -> Text,
    }
}

table! {
    programme_coordinators (programme_id, coordinator_id) {
        programme_id -> BigInt,
        coordinator_id -> BigInt,
        role -> Text,
    }
}

table! {
    api_keys (hash) {
        hash -> Text,
        coordinator_id -> BigInt,
        label -> Text,
        scopes -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        warned_at -> Nullable<Timestamp>,
    }
}

table! {
    api_key_programmes (key_hash, programme_id) {
        key_hash -> Text,
        programme_id -> BigInt,
    }
}

table! {
    security_log (id) {
        id -> BigInt,
        happened_at -> Timestamp,
        what -> Text,
        coordinator_id -> Nullable<BigInt>,
        programme_id -> Nullable<BigInt>,
        professional_id -> Nullable<BigInt>,
    }
}

table! {
    typed_answers (token_hash) {
        token_hash -> Text,
        professional_id -> BigInt,
        answers -> Text,
        locale -> Text,
        typed_at -> Timestamp,
        sharing -> Text,
    }
}

table! {
    tokens (hash) {
        hash -> Text,
        purpose -> Text,
        professional_id -> Nullable<BigInt>,
        coordinator_id -> Nullable<BigInt>,
        duo_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        round_id -> Nullable<BigInt>,
        replaced_at -> Nullable<Timestamp>,
        asked_by -> Nullable<Text>,
        opened_at -> Nullable<Timestamp>,
        is_fresh -> Bool,
    }
}

table! {
    secrets (name) {
        name -> Text,
        value -> Text,
    }
}

table! {
    leavers (programme_id, hash) {
        programme_id -> BigInt,
        hash -> Text,
        left_at -> Timestamp,
    }
}

table! {
    absent_rules (professional_id, rule, hash) {
        professional_id -> BigInt,
        rule -> Text,
        hash -> Text,
    }
}

table! {
    invitations (professional_id) {
        professional_id -> BigInt,
        first_at -> Timestamp,
        last_at -> Timestamp,
        times -> Integer,
        ends_at -> Timestamp,
        reminded_at -> Nullable<Timestamp>,
        declined_at -> Nullable<Timestamp>,
        remove_at -> Nullable<Timestamp>,
        before_last_at -> Nullable<Timestamp>,
        before_ends_at -> Nullable<Timestamp>,
        before_remove_at -> Nullable<Timestamp>,
    }
}

table! {
    distinct_people (one_id, other_id) {
        one_id -> BigInt,
        other_id -> BigInt,
        coordinator_id -> Nullable<BigInt>,
        decided_at -> Timestamp,
    }
}

table! {
    sessions (hash) {
        hash -> Text,
        coordinator_id -> BigInt,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        seen_at -> Nullable<Timestamp>,
        second_factor -> Bool,
        proved_at -> Nullable<Timestamp>,
        wrong_codes -> Integer,
        vouched -> Bool,
    }
}

table! {
    provider_accounts (issuer, subject) {
        issuer -> Text,
        subject -> Text,
        coordinator_id -> BigInt,
    }
}

table! {
    mails (id) {
        id -> BigInt,
        programme_id -> BigInt,
        message_id -> Text,
        kind -> Text,
        recipient_name -> Text,
        recipient_email -> Text,
        locale -> Text,
        payload -> Nullable<Text>,
        state -> Text,
        attempts -> Integer,
        next_attempt_at -> Timestamp,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        claims -> Integer,
        failed_at -> Nullable<Timestamp>,
        professional_id -> Nullable<BigInt>,
        round_id -> Nullable<BigInt>,
        leased_until -> Nullable<Timestamp>,
        withdrawn_why -> Nullable<Text>,
        mailing_id -> Nullable<BigInt>,
    }
}

table! {
    mailings (id) {
        id -> BigInt,
        programme_id -> BigInt,
        what -> Text,
        round_id -> Nullable<BigInt>,
        coordinator_id -> Nullable<BigInt>,
        mails -> Integer,
        made_at -> Timestamp,
        leaves_at -> Timestamp,
        called_back_at -> Nullable<Timestamp>,
    }
}

table! {
    delivery (id) {
        id -> BigInt,
        paused_since -> Nullable<Timestamp>,
        paused_why -> Nullable<Text>,
        try_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

table! {
    delivery_pace (second) {
        second -> Timestamp,
        mails -> Integer,
    }
}

table! {
    address_troubles (professional_id) {
        professional_id -> BigInt,
        since -> Timestamp,
        words -> Text,
    }
}

table! {
    agreements (duo_id) {
        duo_id -> BigInt,
        expectations -> Text,
        how_often -> Text,
        place -> Text,
        check_in_weeks -> Integer,
        version -> Integer,
        updated_at -> Timestamp,
    }
}

table! {
    meetings (duo_id) {
        duo_id -> BigInt,
        uid -> Text,
        proposal -> Nullable<Text>,
        agreed -> Nullable<Text>,
        version -> Integer,
        remind_at -> Nullable<Timestamp>,
    }
}

table! {
    duo_steps (duo_id, step) {
        duo_id -> BigInt,
        step -> Text,
        at -> Timestamp,
    }
}

table! {
    duo_notices (duo_id, side, kind) {
        duo_id -> BigInt,
        side -> Text,
        kind -> Text,
        leaves_at -> Timestamp,
    }
}

table! {
    check_ins (duo_id, side, moment) {
        duo_id -> BigInt,
        side -> Text,
        moment -> Text,
        met -> Nullable<Bool>,
        learned -> Nullable<Text>,
        collaboration -> Nullable<Integer>,
        wants_help -> Bool,
        success -> Nullable<Text>,
        shares -> Bool,
        created_at -> Timestamp,
        help_text -> Nullable<Text>,
        help_asked_at -> Nullable<Timestamp>,
        help_dealt_at -> Nullable<Timestamp>,
    }
}

table! {
    erased_duos (id) {
        id -> BigInt,
        round_id -> BigInt,
        outcome -> Text,
        was_confirmed -> Bool,
        met -> Nullable<Bool>,
        introduced_in -> Nullable<Date>,
        erased_in -> Date,
    }
}

table! {
    overdue (duo_id, what) {
        duo_id -> BigInt,
        what -> Text,
        due_at -> Timestamp,
        noted_at -> Timestamp,
    }
}

table! {
    activity (id) {
        id -> BigInt,
        programme_id -> BigInt,
        actor -> Text,
        actor_id -> Nullable<BigInt>,
        what -> Text,
        happened_at -> Timestamp,
    }
}

joinable!(topics -> programmes (programme_id));
joinable!(professionals -> programmes (programme_id));
joinable!(professional_topics -> professionals (professional_id));
joinable!(professional_topics -> topics (topic_id));
joinable!(professional_rules -> professionals (professional_id));
joinable!(rounds -> programmes (programme_id));
joinable!(round_participants -> rounds (round_id));
joinable!(round_participants -> professionals (professional_id));
joinable!(duos -> rounds (round_id));
joinable!(duo_members -> duos (duo_id));
joinable!(duo_members -> professionals (professional_id));
joinable!(unmatched -> rounds (round_id));
joinable!(unmatched -> professionals (professional_id));
joinable!(round_inputs -> rounds (round_id));
joinable!(round_changes -> rounds (round_id));
joinable!(round_changes -> coordinators (coordinator_id));
joinable!(programme_coordinators -> programmes (programme_id));
joinable!(programme_coordinators -> coordinators (coordinator_id));
joinable!(api_key_programmes -> api_keys (key_hash));
joinable!(tokens -> professionals (professional_id));
joinable!(tokens -> coordinators (coordinator_id));
joinable!(tokens -> duos (duo_id));
joinable!(agreements -> duos (duo_id));
joinable!(meetings -> duos (duo_id));
joinable!(duo_notices -> duos (duo_id));
joinable!(duo_steps -> duos (duo_id));
joinable!(check_ins -> duos (duo_id));
joinable!(erased_duos -> rounds (round_id));
joinable!(overdue -> duos (duo_id));
joinable!(sessions -> coordinators (coordinator_id));
joinable!(provider_accounts -> coordinators (coordinator_id));
joinable!(mails -> programmes (programme_id));
joinable!(address_troubles -> professionals (professional_id));
joinable!(activity -> programmes (programme_id));
joinable!(absent_rules -> professionals (professional_id));
joinable!(invitations -> professionals (professional_id));
joinable!(typed_answers -> professionals (professional_id));
joinable!(typed_answers -> tokens (token_hash));

allow_tables_to_appear_in_same_query!(
    programmes,
    topics,
    professionals,
    professional_topics,
    professional_rules,
    rounds,
    round_participants,
    duos,
    duo_members,
    unmatched,
    round_inputs,
    round_changes,
    coordinators,
    programme_coordinators,
    api_keys,
    api_key_programmes,
    recovery_codes,
    consent_texts,
    security_log,
    tokens,
    sessions,
    provider_accounts,
    mails,
    address_troubles,
    agreements,
    meetings,
    duo_notices,
    duo_steps,
    check_ins,
    erased_duos,
    overdue,
    activity,
    absent_rules,
    invitations,
    distinct_people,
    typed_answers,
);
