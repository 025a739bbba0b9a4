using Showcase.Domain.Grants;

namespace Showcase.Web.Features.Grants;

public enum WaitingFor
{
    Nobody,
    Artist,
    Officer,
}

/// <summary>What an application is waiting for, and who has to act. <see cref="Amount"/> and <see cref="DueOn"/> are the next payment's.</summary>
public sealed record Waiting(WaitingFor For, WaitingStep Step, decimal Amount = 0, DateOnly? DueOn = null)
{
    public static Waiting Of(ApplicationState state, bool isOpen, bool isAwarded, IReadOnlyList<PaymentRow> payments, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(payments);
        return state switch
        {
            ApplicationState.Draft => isOpen ? new(WaitingFor.Artist, WaitingStep.Finish) : new(WaitingFor.Nobody, WaitingStep.WindowClosed),
            ApplicationState.Submitted => new(WaitingFor.Officer, WaitingStep.Decision),
            ApplicationState.Awarded when isAwarded && payments.Count == 0 => new(WaitingFor.Officer, WaitingStep.Plan),
            ApplicationState.Awarded when payments.FirstOrDefault(payment => payment.State == TrancheState.Planned) is { } next =>
                new(WaitingFor.Officer, next.DueOn < today ? WaitingStep.PaymentOverdue : WaitingStep.Payment, next.Amount, next.DueOn),
            ApplicationState.Awarded => new(WaitingFor.Nobody, WaitingStep.PaidInFull),
            _ => new(WaitingFor.Nobody, WaitingStep.Closed),
        };
    }
}

public enum WaitingStep
{
    Finish,
    WindowClosed,
    Decision,
    Plan,
    Payment,
    PaymentOverdue,
    PaidInFull,
    Closed,
}
