using System.Text.Json.Serialization;

namespace Showcase.Domain.Eligibility;

/// <summary>How an entry stands to what is asked of it.</summary>
public enum RuleOutcome
{
    Met,
    Broken,

    /// <summary>The artist has not said what is asked for.</summary>
    NotSaid,

    /// <summary>The server has not measured it yet; nothing is left to do for the artist.</summary>
    NotMeasured,
}

/// <summary>What a rule asks of an entry.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(CompletedBetween), nameof(CompletedBetween))]
[JsonDerivedType(typeof(PremiereAmong), nameof(PremiereAmong))]
[JsonDerivedType(typeof(CountryAmong), nameof(CountryAmong))]
[JsonDerivedType(typeof(Declaration), nameof(Declaration))]
[JsonDerivedType(typeof(ProofByFile), nameof(ProofByFile))]
[JsonDerivedType(typeof(LeastFrame), nameof(LeastFrame))]
[JsonDerivedType(typeof(FrameRateAmong), nameof(FrameRateAmong))]
[JsonDerivedType(typeof(SoundNeeded), nameof(SoundNeeded))]
[JsonDerivedType(typeof(LoudnessBetween), nameof(LoudnessBetween))]
public abstract record Requirement
{
    public abstract RuleOutcome Judge(EntryFacts facts);

    /// <summary>Whether it is the film's file that it asks something of.</summary>
    public virtual bool IsOfFile => false;

    /// <summary>Whether it asks something of the entry itself, and not of its film.</summary>
    public virtual bool IsOfEntry => false;

    /// <summary>What stands against asking for this.</summary>
    public abstract Refusal? Check();

    protected static RuleOutcome MetIf(bool isMet) => isMet ? RuleOutcome.Met : RuleOutcome.Broken;
}
