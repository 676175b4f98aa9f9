// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension JobStoreLaws {
  func checkEmptiness() async throws {
    try expect(try await here.jobs(), [], "an empty store lists no jobs")
  }

  func checkCreation() async throws {
    let id = try await create("creation", at: 1_234)
    let job = StoredJob(
      spec: JournalSample.spec, createTime: Timestamp(milliseconds: 1_234), journal: [])
    try expect(try await elsewhere.load(id), job, "a created job is loaded as it was given")
    try expect(try await elsewhere.spec(of: id), job.spec, "a job's spec is read as it was given")
    var other = JournalSample.spec
    other.seed = 1
    let law = "creating a job whose id is taken throws alreadyExists and changes nothing"
    let error = try await expectError(.alreadyExists, law) { () throws(JobStoreError) in
      try await elsewhere.create(other, id: id, at: Timestamp(milliseconds: 5_678))
    }
    try expect(error.description.contains("creation"), true, "an error names the job")
    try expect(try await here.load(id), job, law)
  }

  func checkMissingJob() async throws {
    guard let id = JobID(rawValue: "missing") else { return }
    let law = "what is asked of a job that there is not throws notFound"
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in try await here.load(id) }
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in
      try await here.acquire(id, as: owner)
    }
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in
      try await here.entries(of: id, after: 0)
    }
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in try await here.trials(of: id) }
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in
      try await here.measurements(of: id)
    }
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in
      try await here.post(.cancel, to: id, at: Timestamp(milliseconds: 1))
    }
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in try await here.commands(for: id) }
    _ = try await expectError(.notFound, law) { () throws(JobStoreError) in try await here.owner(of: id) }
  }

  func checkOwning() async throws {
    let id = try await create("owning")
    try expect(try await elsewhere.owner(of: id), nil, "a new job has no owner")
    let first = try await here.acquire(id, as: owner)
    try expect(try await elsewhere.owner(of: id), owner, "whoever took a job is its owner")
    await here.release(first)
    try expect(try await elsewhere.owner(of: id), nil, "a job that was given back has no owner")
    let second = try await elsewhere.acquire(id, as: rival)
    try expect(second.epoch > first.epoch, true, "every lease is newer than any before")
    await here.release(first)
    try expect(try await here.owner(of: id), rival, "giving back an old lease leaves the new owner alone")
    await elsewhere.release(second)
  }

  func checkFailedTaking() async throws {
    let id = try await create("taken")
    let lease = try await here.acquire(id, as: owner)
    for store in [here, elsewhere] {
      let error = try await expectError(.ownedElsewhere, "a job has one owner") { () throws(JobStoreError) in
        try await store.acquire(id, as: rival)
      }
      let names = error.description.contains(owner.host) && error.description.contains("\(owner.pid)")
      try expect(names, true, "ownedElsewhere names the owner's host and pid")
    }
    let law = "who fails to take a job does the owner no harm"
    try await here.append([JournalSample.entries[0]], rows: [], under: lease)
    try expect(try await here.owner(of: id), owner, law)
    try expect(try await elsewhere.load(id).journal.count, 1, law)
    await here.release(lease)
    let next = try await elsewhere.acquire(id, as: rival)
    try expect(next.epoch, lease.epoch + 1, law)
    await elsewhere.release(next)
  }

  func checkLostLease() async throws {
    let id = try await create("lost")
    let law = "who holds no lease, or an old one, appends nothing"
    let old = try await here.acquire(id, as: owner)
    await here.release(old)
    _ = try await expectError(.leaseLost, law) { () throws(JobStoreError) in
      try await here.append([JournalSample.entries[0]], rows: [], under: old)
    }
    let new = try await elsewhere.acquire(id, as: rival)
    _ = try await expectError(.leaseLost, law) { () throws(JobStoreError) in
      try await here.append([JournalSample.entries[0]], rows: [], under: old)
    }
    try expect(try await elsewhere.load(id).journal, [], law)
    try await elsewhere.append([JournalSample.entries[0]], rows: [], under: new)
    try expect(try await here.load(id).journal.count, 1, law)
    await elsewhere.release(new)
  }
}
