using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Showcase.Domain.Accounts;
using Showcase.Domain.Calls;
using Showcase.Domain.Fees;
using Showcase.Domain.Submissions;

namespace Showcase.Web.Data.Configurations;

internal sealed class FeeEntryConfiguration : IEntityTypeConfiguration<FeeEntry>
{
    public void Configure(EntityTypeBuilder<FeeEntry> entry)
    {
        entry.Property(e => e.Currency).HasMaxLength(3);
        entry.Property(e => e.Reference).HasMaxLength(FeeEntry.ReferenceLength);
        entry.Property(e => e.Reason).HasMaxLength(FeeEntry.ReasonLength);
        entry.HasOne<Submission>().WithMany().HasForeignKey(e => e.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<ApplicationUser>().WithMany().HasForeignKey(e => e.By).OnDelete(DeleteBehavior.Restrict);

        // The same thing recorded twice at the same moment stands there once.
        entry.HasIndex(e => new { e.SubmissionId, e.Kind, e.Reference }).IsUnique();
    }
}

internal sealed class EntryCodeConfiguration : IEntityTypeConfiguration<EntryCode>
{
    public void Configure(EntityTypeBuilder<EntryCode> code)
    {
        code.Property(c => c.Word).HasMaxLength(EntryCode.MostLength);
        code.Property(c => c.BoundTo).HasMaxLength(EmailAddress.Length);
        code.Property(c => c.Note).HasMaxLength(EntryCode.NoteLength);
        code.HasOne<Call>().WithMany().HasForeignKey(c => c.CallId).OnDelete(DeleteBehavior.Restrict);
        code.HasOne<ApplicationUser>().WithMany().HasForeignKey(c => c.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        code.HasIndex(c => new { c.CallId, c.Word }).IsUnique();
        code.HasIndex(c => c.Word);
    }
}

internal sealed class CheckoutConfiguration : IEntityTypeConfiguration<Checkout>
{
    public void Configure(EntityTypeBuilder<Checkout> checkout)
    {
        checkout.Property(c => c.Currency).HasMaxLength(3);
        checkout.Property(c => c.SessionId).HasMaxLength(Checkout.ProviderIdLength);
        checkout.Property(c => c.PaymentId).HasMaxLength(Checkout.ProviderIdLength);
        checkout.Property(c => c.Address).HasMaxLength(Checkout.AddressLength);
        checkout.HasOne<Submission>().WithMany().HasForeignKey(c => c.SubmissionId).OnDelete(DeleteBehavior.Cascade);
        checkout.HasIndex(c => c.SessionId).IsUnique();
        checkout.HasIndex(c => c.PaymentId);

        // Nobody has two pages to pay the same fee at.
        checkout.HasIndex(c => c.SubmissionId).IsUnique().HasFilter($"[State] = '{nameof(CheckoutState.Open)}'");
    }
}

internal sealed class ProviderEventConfiguration : IEntityTypeConfiguration<ProviderEvent>
{
    public void Configure(EntityTypeBuilder<ProviderEvent> message)
    {
        message.Property(m => m.EventId).HasMaxLength(Checkout.ProviderIdLength);
        message.Property(m => m.Type).HasMaxLength(ProviderEvent.TypeLength);
        message.HasIndex(m => m.EventId).IsUnique();
    }
}
