using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Interests;

/// <summary>
/// The four types of interest of NHS England, "Managing conflicts of interest: revised statutory guidance for CCGs"
/// (2017).
/// </summary>
public enum InterestType
{
    /// <summary>The person may gain or lose money by a decision.</summary>
    Financial,

    /// <summary>Their standing, post or research may gain or lose by it.</summary>
    Professional,

    /// <summary>Something outside their work may, such as a charity or a campaign.</summary>
    Personal,

    /// <summary>Somebody near to them has one of these.</summary>
    Indirect,
}

/// <summary>How near that somebody is. Never a name: the register names nobody but who declares.</summary>
public enum Relation
{
    /// <summary>Spouse or partner.</summary>
    Partner,

    /// <summary>Close relative.</summary>
    Relative,

    /// <summary>Close friend.</summary>
    Friend,

    /// <summary>Partner in business, or close colleague.</summary>
    Associate,
}

/// <summary>One interest as it is declared.</summary>
/// <param name="Type">Which of the four.</param>
/// <param name="What">What it is, in the person's words; not empty.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when, inclusive; null while it goes on.</param>
public sealed record Interest(InterestType Type, string What, DateOnly From, DateOnly? Until)
{
    /// <summary>Whose it is, where it is indirect; null otherwise.</summary>
    public Relation? Relation { get; init; }

    /// <summary>What was agreed about it, or notes; empty if nothing.</summary>
    public string Mitigation { get; init; } = "";

    /// <summary>The item at which it was declared, such as a decision's title; empty if at none.</summary>
    public string About { get; init; } = "";

    /// <summary>Whether it goes on at this date.</summary>
    public bool IsCurrentOn(DateOnly date) => Until is null || Until >= date;

    /// <summary>
    /// How many days later than <see cref="InterestLimits.DeclareWithinDays"/> after it began it was declared; 0 if in
    /// time. Same guidance: as soon as people become aware of it, and within 28 days at the latest.
    /// </summary>
    public int DaysLate(DateOnly declaredOn) => Math.Max(0, declaredOn.DayNumber - From.DayNumber - InterestLimits.DeclareWithinDays);
}

/// <summary>Limits of what is declared.</summary>
public static class InterestLimits
{
    /// <summary>Days from its beginning within which an interest is declared.</summary>
    public const int DeclareWithinDays = 28;

    /// <summary>Days after taking up a role at which somebody who has said nothing is asked: half of those that they have.</summary>
    public const int FirstPromptAfterDays = 14;

    /// <summary>
    /// Days after which they are reminded, with the date. A week before the 28 days are over, so that it comes in time even
    /// where it waits for the weekly digest.
    /// </summary>
    public const int LastPromptAfterDays = 21;

    /// <summary>Days after which a declaration is asked to be confirmed.</summary>
    public const int ConfirmAfterDays = 365;

    /// <summary>The longest description, in characters.</summary>
    public const int WhatCharactersMax = 300;

    /// <summary>The longest note, in characters.</summary>
    public const int MitigationCharactersMax = 300;

    /// <summary>The longest name of an item, in characters; a longer one is cut.</summary>
    public const int AboutCharactersMax = 120;

    /// <summary>So many interests may one person have declared in one organisation, ended ones too.</summary>
    public const int PerPersonMax = 60;

    /// <summary>The roles of those who decide: every member of the organisation may read their interests.</summary>
    public const Roles Deciders = Roles.Chair | Roles.Organiser | Roles.LocalityLead | Roles.ReturningOfficer | Roles.PanelMember;

    /// <summary>The roles of those who may read everybody's.</summary>
    public const Roles Readers = Roles.Chair | Roles.Organiser;
}
